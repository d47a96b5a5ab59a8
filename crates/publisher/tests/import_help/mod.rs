//! A folder to import into, and what an import makes of it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common::{self, put, run};
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A source folder, `net`, with the standard catalogue and nothing else.
pub fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(
        folder.path(),
        "net/directory.toml",
        common::DIRECTORY.as_bytes(),
    );
    folder
}

/// Runs `import`; arguments with a dot that are no whole paths are files of the folder. The result, and all lines of progress.
pub fn import(at: &Path, args: &[&str]) -> (Result<String, String>, String) {
    let path = |name: &str| at.join(name).to_string_lossy().into_owned();
    let mut all = vec!["import".to_owned(), "--into".to_owned(), path("net")];
    for arg in args {
        let is_path = arg.contains('.') && !arg.starts_with('/');
        all.push(if is_path {
            path(arg)
        } else {
            (*arg).to_owned()
        });
    }
    let args: Vec<&str> = all.iter().map(String::as_str).collect();
    let (result, lines) = run(&args);
    (result, lines.join("\n"))
}

/// Imports a table of text by a mapping.
pub fn table(
    at: &Path,
    csv: &str,
    mapping: &str,
    more: &[&str],
) -> (Result<String, String>, String) {
    put(at, "m.csv", csv.as_bytes());
    put(at, "m.toml", mapping.as_bytes());
    import(at, &[&["m.csv", "--mapping", "m.toml"], more].concat())
}

/// A profile that was written.
pub fn profile(at: &Path, id: &str) -> Value {
    let text = fs::read_to_string(at.join(format!("net/profiles/{id}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// All files of the source folder with what is in them.
pub fn everything(at: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn walk(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                let bytes = fs::read(&path).unwrap();
                found.insert(path, bytes);
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&at.join("net"), &mut found);
    found
}

/// Writes a spreadsheet.
pub fn sheet(at: &Path, name: &str, make: impl FnOnce(&mut Workbook)) {
    let mut book = Workbook::new();
    make(&mut book);
    book.save(at.join(name)).unwrap();
}

/// A spreadsheet with one sheet of these rows, written as XML: for what no library writes.
pub fn bare_spreadsheet(rows: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const DOC: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"r1\" Type=\"{DOC}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    stored_zip(&[
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPE}.sheet.main+xml\"/><Override PartName=\"/xl/sheet1.xml\" ContentType=\"{TYPE}.worksheet+xml\"/></Types>"
            ),
        ),
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOC}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relation("worksheet", "sheet1.xml"),
        ),
        (
            "xl/sheet1.xml",
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ])
}

/// Files in a ZIP archive, not compressed.
fn stored_zip(files: &[(&str, String)]) -> Vec<u8> {
    let (mut bytes, mut index) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let mut sum = flate2::Crc::new();
        sum.update(text.as_bytes());
        let size = (text.len() as u32).to_le_bytes();
        // From the version needed to the length of the extra field.
        let mut about = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        about.extend(sum.sum().to_le_bytes());
        about.extend([size, size].concat());
        about.extend((name.len() as u16).to_le_bytes());
        about.extend([0, 0]);
        let offset = (bytes.len() as u32).to_le_bytes();
        bytes.extend([b"PK\x03\x04", &about[..], name.as_bytes(), text.as_bytes()].concat());
        index.extend(
            [
                &b"PK\x01\x02\x14\0"[..],
                &about,
                &[0; 10],
                &offset,
                name.as_bytes(),
            ]
            .concat(),
        );
    }
    let count = (files.len() as u16).to_le_bytes();
    let (size, start) = (
        (index.len() as u32).to_le_bytes(),
        (bytes.len() as u32).to_le_bytes(),
    );
    bytes.extend(index);
    bytes.extend(
        [
            &b"PK\x05\x06\0\0\0\0"[..],
            &count,
            &count,
            &size,
            &start,
            &[0, 0],
        ]
        .concat(),
    );
    bytes
}
