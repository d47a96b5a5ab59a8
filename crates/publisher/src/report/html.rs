//! x
/// x
pub fn html(_r: &super::Report) -> String {
    String::new()
}
