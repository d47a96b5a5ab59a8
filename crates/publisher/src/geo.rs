//! Distance on the globe. Pure.

/// Kilometres between two places given as degrees north and east, on a sphere of 6,371 km.
pub fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half = |x: f64| (x / 2.0).sin().powi(2);
    let h = half(lat_b - lat_a) + lat_a.cos() * lat_b.cos() * half((b.1 - a.1).to_radians());
    2.0 * 6371.0 * h.clamp(0.0, 1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::distance_km;

    #[test]
    fn known_distances() {
        let seoul = (37.566, 126.978);
        assert!((distance_km(seoul, (37.456, 126.705)) - 27.0).abs() < 1.0);
        assert!((distance_km((0.0, 179.5), (0.0, -179.5)) - 111.2).abs() < 0.1);
        assert!((distance_km((90.0, 0.0), (-90.0, 50.0)) - 20015.1).abs() < 0.1);
        assert_eq!(distance_km(seoul, seoul), 0.0);
    }
}
