//! x
/// x
pub fn text(_r: &super::Report) -> String {
    String::new()
}
