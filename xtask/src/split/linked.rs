//! What the linker knows of a module: which function and which piece of data refers to which (`--emit-relocs`).
//!
//! The module that pages load is made of the linked one by wasm-bindgen and wasm-opt. Both leave addresses of data and slots
//! of the table as they are, and keep the names of functions.

use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use wasmparser::{
    DataKind, ElementItems, ElementKind, ExternalKind, KnownCustom, Linking, Name, Operator,
    Parser, Payload, RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

/// What something refers to.
#[derive(Clone, Debug, Default)]
pub struct Refers {
    /// Functions it calls.
    pub calls: BTreeSet<u32>,
    /// Functions whose address it takes.
    pub takes: BTreeSet<u32>,
    /// Pieces of data, by position in [`Linked::data`].
    pub data: BTreeSet<usize>,
}

/// A linked module.
#[derive(Debug, Default)]
pub struct Linked {
    /// Names of functions, demangled.
    pub names: BTreeMap<u32, String>,
    /// Functions by the names the outside has for them.
    pub exports: BTreeMap<String, u32>,
    /// What functions refer to.
    pub functions: BTreeMap<u32, Refers>,
    /// Addresses of the pieces of data.
    pub data: Vec<Range<u64>>,
    /// What pieces of data refer to, by position.
    pub data_refers: Vec<Refers>,
    /// The function in each slot of the table.
    pub slots: BTreeMap<u32, u32>,
}

/// What is gathered before symbols can be told from places.
#[derive(Default)]
struct Raw<'a> {
    imported: u32,
    /// Of section contents, by position of the section.
    starts: Vec<u64>,
    code: usize,
    bodies: Vec<Range<u64>>,
    /// Per segment: address of its first byte, and the place of that byte in the file.
    segments: Vec<(u64, Range<u64>)>,
    symbols: Vec<SymbolInfo<'a>>,
    relocations: Vec<(usize, RelocationEntry)>,
}

/// Reads a module that was linked with `--emit-relocs`.
pub fn read(module: &[u8]) -> Result<Linked> {
    let mut linked = Linked::default();
    let mut raw = Raw::default();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Some((_, range)) = payload.as_section() {
            raw.starts.push(range.start);
        }
        match payload {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    raw.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::ElementSection(section) => {
                for element in section {
                    let element = element?;
                    let ElementKind::Active { offset_expr, .. } = element.kind else {
                        continue;
                    };
                    let begin = constant(offset_expr)?;
                    if let ElementItems::Functions(items) = element.items {
                        for (slot, function) in (begin as u32..).zip(items) {
                            linked.slots.insert(slot, function?);
                        }
                    }
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        linked.exports.insert(export.name.to_owned(), export.index);
                    }
                }
            }
            Payload::CodeSectionStart { .. } => raw.code = raw.starts.len() - 1,
            Payload::CodeSectionEntry(body) => raw.bodies.push(body.range()),
            Payload::DataSection(section) => {
                for data in section {
                    let data = data?;
                    let end = data.range.end;
                    let place = end - data.data.len() as u64..end;
                    if let DataKind::Active { offset_expr, .. } = data.kind {
                        raw.segments.push((constant(offset_expr)?, place));
                    }
                }
            }
            Payload::CustomSection(section) => match section.as_known() {
                KnownCustom::Name(names) => {
                    for name in names {
                        if let Name::Function(map) = name? {
                            for naming in map {
                                let naming = naming?;
                                // As wasm-bindgen writes them.
                                let name = rustc_demangle::demangle(naming.name).to_string();
                                linked.names.insert(naming.index, name);
                            }
                        }
                    }
                }
                KnownCustom::Linking(linking) => {
                    for part in linking.subsections() {
                        if let Linking::SymbolTable(symbols) = part? {
                            for symbol in symbols {
                                raw.symbols.push(symbol?);
                            }
                        }
                    }
                }
                KnownCustom::Reloc(relocations) => {
                    let section = relocations.section_index() as usize;
                    for entry in relocations.entries() {
                        raw.relocations.push((section, entry?));
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    ensure!(
        !raw.relocations.is_empty(),
        "the linked module has no relocations: .cargo/config.toml asks the linker for them"
    );
    resolve(&raw, &mut linked)?;
    Ok(linked)
}

/// The number an expression for a place stands for.
pub fn constant(expression: wasmparser::ConstExpr<'_>) -> Result<u64> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(u64::from(value as u32)),
        other => anyhow::bail!("{other:?} as a place in memory or table"),
    }
}

/// Turns symbols and places into functions and pieces of data.
fn resolve(raw: &Raw<'_>, linked: &mut Linked) -> Result<()> {
    let mut pieces = BTreeMap::new();
    for (ix, symbol) in raw.symbols.iter().enumerate() {
        if let SymbolInfo::Data {
            symbol: Some(defined),
            ..
        } = symbol
            && let Some((address, _)) = raw.segments.get(defined.index as usize)
        {
            let begin = address + u64::from(defined.offset);
            pieces.insert(ix as u32, linked.data.len());
            linked.data.push(begin..begin + u64::from(defined.size));
        }
    }
    linked.data_refers = vec![Refers::default(); linked.data.len()];
    // Which piece lies at an address: by its begin. Pieces of no size are never asked for.
    let mut at: Vec<usize> = (0..linked.data.len()).collect();
    at.sort_by_key(|ix| linked.data[*ix].start);
    for (section, entry) in &raw.relocations {
        let start = raw
            .starts
            .get(*section)
            .context("a section of relocations")?;
        let place = start + u64::from(entry.offset);
        let holder = if *section == raw.code {
            let ix = raw.bodies.partition_point(|body| body.end <= place);
            let function = raw.imported + ix as u32;
            linked.functions.entry(function).or_default()
        } else {
            let Some(address) = raw.segments.iter().find_map(|(address, within)| {
                within
                    .contains(&place)
                    .then(|| address + place - within.start)
            }) else {
                continue;
            };
            let after = at.partition_point(|ix| linked.data[*ix].start <= address);
            let holder = at[..after]
                .iter()
                .rev()
                .find(|ix| linked.data[**ix].contains(&address))
                .with_context(|| format!("data at {address} belongs to no symbol"))?;
            &mut linked.data_refers[*holder]
        };
        let function = || match raw.symbols.get(entry.index as usize) {
            Some(SymbolInfo::Func { index, .. }) => Ok(*index),
            other => anyhow::bail!("a call of {other:?}"),
        };
        match entry.ty {
            RelocationType::FunctionIndexLeb | RelocationType::FunctionIndexI32 => {
                holder.calls.insert(function()?);
            }
            RelocationType::TableIndexSleb | RelocationType::TableIndexI32 => {
                holder.takes.insert(function()?);
            }
            RelocationType::MemoryAddrLeb
            | RelocationType::MemoryAddrSleb
            | RelocationType::MemoryAddrI32 => {
                // A symbol of the linker itself, such as the end of the data, is no piece.
                holder.data.extend(pieces.get(&entry.index));
            }
            RelocationType::TypeIndexLeb
            | RelocationType::GlobalIndexLeb
            | RelocationType::TableNumberLeb => {}
            other => anyhow::bail!("a relocation {other:?} in the linked module"),
        }
    }
    Ok(())
}
