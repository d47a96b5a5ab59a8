//! Splits the widget's module in two: what the first suggestion needs, and what is fetched after it.
//!
//! The second part holds every function that the first can reach only through a *door*: a function of
//! `city_peers::later::doors`. The first part calls doors through empty slots at the end of its table, which the second
//! fills when it is instantiated with the first's exports; `src/later` opens no door before. Data that only the second part
//! refers to, and functions whose address only it takes, go with it: the linker says who refers to what ([`linked`]). What
//! optimising merged or inlined stays with the first part wherever that may call it, so no call can go astray.

mod linked;

use anyhow::{Context, Result, bail, ensure};
use linked::Linked;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::Path;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, FunctionSection, ImportSection, Instruction, Module, RawSection, SectionId,
};
use wasmparser::{
    ExternalKind, FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef,
};

/// Path of the doors in the names of functions.
pub const DOORS: &str = "city_peers::later::doors::";
/// The name under which the second part imports the first; `src/tasks.rs` says the same.
const FIRST: &str = "first";
/// Begins the names of what the parts and the page exchange.
const MARK: &str = "~";

/// The two modules.
pub struct Parts {
    /// What pages load at once.
    pub first: Vec<u8>,
    /// What they load later.
    pub later: Vec<u8>,
    /// What it shares with the glue.
    pub names: Names,
}

/// Names that glue and module share, each as it was and as it is now.
pub struct Names {
    /// What the module imports: functions, and the module that has them, as the glue writes it.
    pub imports: Vec<(String, String)>,
    /// What the glue calls.
    pub exports: Vec<(String, String)>,
}

/// Splits the module in a file: the first part replaces it, the second goes to `later`. `linked` is what the linker made
/// before wasm-bindgen and wasm-opt.
///
/// Gives the names that the glue has to take over.
pub fn split_file(module: &Path, linked: &Path, later: &Path) -> Result<Names> {
    let bytes = fs::read(module).context("reading the module to split")?;
    let linked = fs::read(linked).context("reading the linked module")?;
    let parts = split(&bytes, &linked::read(&linked)?)?;
    fs::write(module, &parts.first).context("writing the first part")?;
    fs::write(later, &parts.later).context("writing the second part")?;
    println!(
        "split: {} → {} bytes at once, {} later",
        bytes.len(),
        parts.first.len(),
        parts.later.len()
    );
    Ok(parts.names)
}

/// Removes what the linker wrote down in a module, in place: addresses of code have changed since, and wasm-opt warns of it.
pub fn strip_linking(module: &Path) -> Result<()> {
    let bytes = fs::read(module).context("reading the module")?;
    let mut stripped = Module::new();
    for payload in Parser::new(0).parse_all(&bytes) {
        let payload = payload?;
        let stale = matches!(&payload, Payload::CustomSection(section)
            if section.name() == "linking" || section.name().starts_with("reloc."));
        if let Some((id, range)) = payload.as_section()
            && !stale
        {
            let data = bytes
                .get(range.start as usize..range.end as usize)
                .context("a section beyond the end")?;
            stripped.section(&RawSection { id, data });
        }
    }
    fs::write(module, stripped.finish()).context("writing the module")
}

/// What has to be known of a module.
#[derive(Default)]
struct Known<'a> {
    sections: Vec<(SectionId, &'a [u8])>,
    /// Per function, the position of its type; imported ones first.
    types: Vec<u32>,
    imported: u32,
    /// Module and name of each imported function.
    imports: Vec<(&'a str, &'a str)>,
    globals: Vec<wasmparser::GlobalType>,
    tables: Vec<wasmparser::TableType>,
    memories: Vec<wasmparser::MemoryType>,
    bodies: Vec<FunctionBody<'a>>,
    names: BTreeMap<u32, String>,
    /// Functions the outside can call.
    roots: BTreeSet<u32>,
    /// The function in each slot of the table.
    taken: BTreeMap<u32, u32>,
    /// Bytes in memory at the start: address and bytes.
    data: Vec<(u64, &'a [u8])>,
}

/// What belongs to the first part.
struct First {
    functions: BTreeSet<u32>,
    /// Pieces of data that only the second part refers to: addresses, in order, apart from each other.
    later_data: Vec<Range<u64>>,
}

/// Splits a module.
pub fn split(module: &[u8], linked: &Linked) -> Result<Parts> {
    let known = read(module)?;
    let doors: BTreeSet<u32> = known
        .names
        .iter()
        .filter(|(_, name)| is_door(name))
        .map(|(ix, _)| *ix)
        .collect();
    ensure!(
        !doors.is_empty(),
        "no function of {DOORS} is left in the module"
    );
    if let Some(door) = doors
        .iter()
        .find(|door| known.taken.values().any(|t| t == *door))
    {
        let name = &known.names[door];
        bail!("the address of {name} is taken: it cannot be a door");
    }
    let calls = calls(&known)?;
    let first = first(&known, linked, &calls, &doors)?;
    let slots = slots(&known, &doors)?;
    let seal = seal(module);
    let mut imports: Vec<(String, String)> = (0..)
        .zip(&known.imports)
        .map(|(ix, (_, import))| ((*import).to_owned(), name('i', ix)))
        .collect();
    let page: BTreeSet<&str> = known.imports.iter().map(|(from, _)| *from).collect();
    ensure!(
        page.len() < 2,
        "the module imports from more than one: {page:?}"
    );
    imports.extend(page.iter().map(|from| (format!("{from:?}"), seal.clone())));
    let exports = short_exports(&known)?;
    let parts = Parts {
        first: first_part(&known, &first, &slots, &calls, &seal, &exports)?,
        later: later_part(&known, &first, &slots, &calls, &seal)?,
        names: Names { imports, exports },
    };
    wasmparser::validate(&parts.first).context("the first part is not valid")?;
    wasmparser::validate(&parts.later).context("the second part is not valid")?;
    Ok(parts)
}

/// Finds what belongs to the first part: in the module itself, and among what the linker knows, until neither finds more.
fn first(
    known: &Known<'_>,
    linked: &Linked,
    calls: &[Uses],
    doors: &BTreeSet<u32>,
) -> Result<First> {
    let mut by_name: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (function, name) in &linked.names {
        by_name.entry(name).or_default().push(*function);
    }
    let is_linked_door = |function: &u32| {
        let name = linked.names.get(function);
        name.is_some_and(|name| is_door(name))
    };
    for (name, function) in &linked.exports {
        by_name.entry(unhashed(name)).or_default().push(*function);
    }
    let named = |function: &u32| {
        let name = known.names.get(function).map_or("", |name| plain(name));
        by_name.get(name)
    };
    // What the linker cannot tell of would be taken for unused.
    let own = known.roots.iter().filter(|root| **root >= known.imported);
    if let Some(root) = own.clone().find(|root| named(root).is_none()) {
        bail!("the linked module has no {:?}", known.names.get(root));
    }
    let mut slots = BTreeSet::new();
    loop {
        let functions = reachable(known, calls, doors, &slots);
        let mut open: Vec<u32> = functions
            .iter()
            .filter_map(named)
            .flatten()
            .copied()
            .collect();
        let mut reached = BTreeSet::new();
        let mut data = BTreeSet::new();
        let mut taken: BTreeSet<u32> = BTreeSet::new();
        while let Some(function) = open.pop() {
            if is_linked_door(&function) || !reached.insert(function) {
                continue;
            }
            let mut refers: Vec<&linked::Refers> =
                linked.functions.get(&function).into_iter().collect();
            while let Some(each) = refers.pop() {
                open.extend(each.calls.iter().chain(&each.takes));
                taken.extend(&each.takes);
                for piece in &each.data {
                    if data.insert(*piece) {
                        refers.push(&linked.data_refers[*piece]);
                    }
                }
            }
        }
        // A slot that the linker knows nothing of is wasm-bindgen's.
        let now: BTreeSet<u32> = known
            .taken
            .keys()
            .filter(|slot| linked.slots.get(slot).is_none_or(|f| taken.contains(f)))
            .copied()
            .collect();
        if now == slots {
            return Ok(First {
                functions,
                later_data: apart(linked, &data),
            });
        }
        slots = now;
    }
}

/// Whether a function of this name is a door, and no closure inside of one.
fn is_door(name: &str) -> bool {
    let inside = name.strip_prefix(DOORS);
    inside.is_some_and(|rest| !rest.contains("::{"))
}

/// The name of what wasm-bindgen has wrapped.
fn plain(name: &str) -> &str {
    let name = name.strip_suffix(" multivalue shim").unwrap_or(name);
    name.strip_suffix(" externref shim").unwrap_or(name)
}

/// An exported name without the hash that tells crates apart.
fn unhashed(name: &str) -> &str {
    let is_hash = |hash: &str| hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    match name.rsplit_once('_') {
        Some((stem, hash)) if is_hash(hash) => stem,
        _ => name,
    }
}

/// Addresses of all pieces of data but the given ones, and of nothing that one of those covers too.
fn apart(linked: &Linked, first: &BTreeSet<usize>) -> Vec<Range<u64>> {
    let mut kept: Vec<_> = first.iter().map(|ix| linked.data[*ix].clone()).collect();
    kept.sort_by_key(|range| range.start);
    let mut later: Vec<_> = (0..linked.data.len())
        .filter(|ix| !first.contains(ix))
        .map(|ix| linked.data[ix].clone())
        .filter(|range| !range.is_empty())
        .filter(|range| {
            !kept
                .iter()
                .any(|k| k.start < range.end && range.start < k.end)
        })
        .collect();
    later.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<u64>> = Vec::new();
    for range in later {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

fn read(module: &[u8]) -> Result<Known<'_>> {
    let mut known = Known::default();
    let mut types = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Some((id, range)) = payload.as_section()
            && let (Some(id), Some(bytes)) = (
                section(id),
                module.get(range.start as usize..range.end as usize),
            )
        {
            known.sections.push((id, bytes));
        }
        match payload {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import?;
                    known.imports.push((import.module, import.name));
                    match import.ty {
                        TypeRef::Func(ty) => types.push(ty),
                        _ => bail!("the module imports more than functions"),
                    }
                }
                known.imported = types.len() as u32;
            }
            Payload::FunctionSection(section) => {
                for ty in section {
                    types.push(ty?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    known.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    known.memories.push(memory?);
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    known.globals.push(global?.ty);
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        known.roots.insert(export.index);
                    }
                }
            }
            Payload::StartSection { func, .. } => {
                known.roots.insert(func);
            }
            Payload::ElementSection(section) => {
                for element in section {
                    let element = element?;
                    let wasmparser::ElementKind::Active { offset_expr, .. } = element.kind else {
                        continue;
                    };
                    let wasmparser::ElementItems::Functions(items) = element.items else {
                        bail!("elements that are no plain functions are not split");
                    };
                    for (slot, function) in (linked::constant(offset_expr)? as u32..).zip(items) {
                        known.taken.insert(slot, function?);
                    }
                }
            }
            Payload::DataSection(section) => {
                for data in section {
                    let data = data?;
                    let wasmparser::DataKind::Active { offset_expr, .. } = data.kind else {
                        bail!("passive data is not split");
                    };
                    known.data.push((linked::constant(offset_expr)?, data.data));
                }
            }
            Payload::CodeSectionEntry(body) => known.bodies.push(body),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    for name in names {
                        if let Name::Function(map) = name? {
                            for naming in map {
                                let naming = naming?;
                                known.names.insert(naming.index, naming.name.to_owned());
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    known.types = types;
    ensure!(
        !known.names.is_empty(),
        "the module names no functions: doors cannot be found"
    );
    Ok(known)
}

/// Sections that both parts are made of; custom ones (names, tools) are left behind.
fn section(id: u8) -> Option<SectionId> {
    Some(match id {
        1 => SectionId::Type,
        2 => SectionId::Import,
        3 => SectionId::Function,
        4 => SectionId::Table,
        5 => SectionId::Memory,
        6 => SectionId::Global,
        7 => SectionId::Export,
        8 => SectionId::Start,
        9 => SectionId::Element,
        10 => SectionId::Code,
        11 => SectionId::Data,
        12 => SectionId::DataCount,
        _ => return None,
    })
}

/// What one function uses.
#[derive(Default)]
struct Uses {
    functions: BTreeSet<u32>,
    globals: BTreeSet<u32>,
}

/// Per function with a body, what it uses.
fn calls(known: &Known<'_>) -> Result<Vec<Uses>> {
    known
        .bodies
        .iter()
        .map(|body| {
            let mut uses = Uses::default();
            for operator in body.get_operators_reader()? {
                match operator? {
                    Operator::Call { function_index } | Operator::RefFunc { function_index } => {
                        uses.functions.insert(function_index);
                    }
                    Operator::ReturnCall { .. } => bail!("tail calls are not split"),
                    Operator::MemoryInit { .. } | Operator::DataDrop { .. } => {
                        bail!("passive data is not split");
                    }
                    Operator::GlobalGet { global_index } | Operator::GlobalSet { global_index } => {
                        uses.globals.insert(global_index);
                    }
                    _ => {}
                }
            }
            Ok(uses)
        })
        .collect()
}

/// Functions that the outside and some slots of the table reach without a door.
fn reachable(
    known: &Known<'_>,
    calls: &[Uses],
    doors: &BTreeSet<u32>,
    slots: &BTreeSet<u32>,
) -> BTreeSet<u32> {
    let mut reached: BTreeSet<u32> = (0..known.imported).collect();
    let mut open: Vec<u32> = known.roots.iter().copied().collect();
    open.extend(slots.iter().filter_map(|slot| known.taken.get(slot)));
    while let Some(function) = open.pop() {
        if doors.contains(&function) || !reached.insert(function) {
            continue;
        }
        if let Some(uses) = function
            .checked_sub(known.imported)
            .and_then(|ix| calls.get(ix as usize))
        {
            open.extend(&uses.functions);
        }
    }
    reached
}

/// The slot of each door, after all of the table.
struct Slots {
    table: u32,
    of: BTreeMap<u32, u32>,
}

impl Slots {
    /// A table with room for the doors, if it is theirs.
    fn widen(
        &self,
        renumber: &mut Renumber<'_>,
        ix: usize,
        ty: wasmparser::TableType,
    ) -> Result<wasm_encoder::TableType> {
        let mut ty = renumber.table_type(ty).map_err(failed)?;
        if ix as u32 == self.table {
            let more = self.of.len() as u64;
            ty.minimum += more;
            ty.maximum = ty.maximum.map(|m| m + more);
        }
        Ok(ty)
    }
}

fn slots(known: &Known<'_>, doors: &BTreeSet<u32>) -> Result<Slots> {
    let (table, ty) = known
        .tables
        .iter()
        .enumerate()
        .find(|(_, ty)| ty.element_type == wasmparser::RefType::FUNCREF)
        .context("the module has no table of functions")?;
    let begin = ty.initial;
    let of = doors
        .iter()
        .zip(begin as u32..)
        .map(|(door, slot)| (*door, slot))
        .collect();
    Ok(Slots {
        table: table as u32,
        of,
    })
}

/// Numbers functions anew.
struct Renumber<'a> {
    functions: BTreeMap<u32, u32>,
    globals: BTreeMap<u32, u32>,
    /// Doors to be called through the table; none inside the second part.
    slots: Option<&'a Slots>,
    types: &'a [u32],
}

impl Reencode for Renumber<'_> {
    type Error = anyhow::Error;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<anyhow::Error>> {
        self.functions.get(&function).copied().ok_or_else(|| {
            Error::UserError(anyhow::anyhow!(
                "function {function} is in the other part of the module"
            ))
        })
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error<anyhow::Error>> {
        Ok(self.globals.get(&global).copied().unwrap_or(global))
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error<anyhow::Error>> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            if let (Operator::Call { function_index }, Some(slots)) = (&operator, self.slots)
                && let Some(slot) = slots.of.get(function_index)
            {
                let type_index = self.types[*function_index as usize];
                function.instruction(&Instruction::I32Const(*slot as i32));
                function.instruction(&Instruction::CallIndirect {
                    type_index,
                    table_index: slots.table,
                });
            } else {
                function.instruction(&self.instruction(operator)?);
            }
        }
        code.function(&function);
        Ok(())
    }
}

fn failed(error: Error<anyhow::Error>) -> anyhow::Error {
    match error {
        Error::UserError(error) => error,
        other => anyhow::anyhow!("{other}"),
    }
}

/// What the second part uses of the first.
struct Borrowed {
    functions: Vec<u32>,
    globals: Vec<u32>,
}

fn is_later(known: &Known<'_>, first: &First, ix: usize) -> bool {
    !first.functions.contains(&(known.imported + ix as u32))
}

fn borrowed(known: &Known<'_>, first: &First, calls: &[Uses]) -> Borrowed {
    let later = || {
        calls
            .iter()
            .enumerate()
            .filter(|(ix, _)| is_later(known, first, *ix))
    };
    let functions: BTreeSet<u32> = later()
        .flat_map(|(_, u)| u.functions.iter().copied())
        .collect();
    let globals: BTreeSet<u32> = later()
        .flat_map(|(_, u)| u.globals.iter().copied())
        .collect();
    Borrowed {
        functions: functions
            .into_iter()
            .filter(|f| first.functions.contains(f))
            .collect(),
        globals: globals.into_iter().collect(),
    }
}

/// Tells builds apart. What the parts and the page exchange is numbered, and numbers of two builds fit each other as
/// little as they are refused: a cache that gives files of both must not make a module that runs. So the name of the
/// module that imports come from, and that of a table, hold this.
fn seal(module: &[u8]) -> String {
    // FNV-1a: no more is needed to tell two builds apart than to find a damaged file.
    let hash = module.iter().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    });
    format!("{MARK}{hash:x}")
}

/// Names of what the parts and the page exchange, short since there are hundreds.
fn name(kind: char, ix: usize) -> String {
    format!("{MARK}{kind}{ix}")
}

fn exports(section: &[u8]) -> Result<wasmparser::ExportSectionReader<'_>> {
    let reader = wasmparser::BinaryReader::new(section, 0);
    Ok(wasmparser::ExportSectionReader::new(reader)?)
}

/// Names with a hash in them, which no compression makes small, get short ones that the glue can write after a point.
fn short_exports(known: &Known<'_>) -> Result<Vec<(String, String)>> {
    let mut short = Vec::new();
    for (id, bytes) in &known.sections {
        if *id != SectionId::Export {
            continue;
        }
        for export in exports(bytes)? {
            let name = export?.name;
            let hash = name.rsplit_once("__h").map_or("", |(_, hash)| hash);
            if hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()) {
                short.push((name.to_owned(), format!("_{}", short.len())));
            }
        }
    }
    Ok(short)
}

/// A name that no other build has.
fn sealed(kind: char, ix: usize, seal: &str) -> String {
    [&name(kind, ix), seal].concat()
}

fn first_part(
    known: &Known<'_>,
    first: &First,
    slots: &Slots,
    calls: &[Uses],
    seal: &str,
    short: &[(String, String)],
) -> Result<Vec<u8>> {
    let mut renumber = Renumber {
        functions: first.functions.iter().copied().zip(0..).collect(),
        globals: BTreeMap::new(),
        slots: Some(slots),
        types: &known.types,
    };
    let mut module = Module::new();
    for (id, bytes) in &known.sections {
        match id {
            SectionId::Import => {
                let mut section = ImportSection::new();
                for ix in 0..known.imports.len() {
                    let ty = EntityType::Function(known.types[ix]);
                    section.import(seal, &name('i', ix), ty);
                }
                module.section(&section);
            }
            SectionId::Function => {
                let mut section = FunctionSection::new();
                for function in first.functions.iter().filter(|f| **f >= known.imported) {
                    section.function(known.types[*function as usize]);
                }
                module.section(&section);
            }
            SectionId::Table => {
                let mut section = wasm_encoder::TableSection::new();
                for (ix, ty) in known.tables.iter().enumerate() {
                    section.table(slots.widen(&mut renumber, ix, *ty)?);
                }
                module.section(&section);
            }
            SectionId::Export => {
                let mut section = ExportSection::new();
                for export in exports(bytes)? {
                    let export = export?;
                    let now = short.iter().find(|(before, _)| before == export.name);
                    let name = now.map_or(export.name, |(_, now)| now);
                    let kind = renumber.export_kind(export.kind).map_err(failed)?;
                    let at = match export.kind {
                        ExternalKind::Func => renumber.function_index(export.index),
                        _ => Ok(export.index),
                    };
                    section.export(name, kind, at.map_err(failed)?);
                }
                let borrowed = borrowed(known, first, calls);
                for (ix, function) in borrowed.functions.iter().enumerate() {
                    let at = renumber.function_index(*function).map_err(failed)?;
                    section.export(&name('f', ix), ExportKind::Func, at);
                }
                for (ix, global) in borrowed.globals.iter().enumerate() {
                    section.export(&name('g', ix), ExportKind::Global, *global);
                }
                for ix in 0..known.tables.len() {
                    section.export(&sealed('t', ix, seal), ExportKind::Table, ix as u32);
                }
                section.export(&name('m', 0), ExportKind::Memory, 0);
                module.section(&section);
            }
            SectionId::Start => {
                let mut reader = wasmparser::BinaryReader::new(bytes, 0);
                let function_index = renumber
                    .function_index(reader.read_var_u32()?)
                    .map_err(failed)?;
                module.section(&wasm_encoder::StartSection { function_index });
            }
            SectionId::Element => {
                let here = known
                    .taken
                    .iter()
                    .filter(|(_, f)| first.functions.contains(f));
                module.section(&elements(&mut renumber, slots.table, here)?);
            }
            SectionId::Data => {
                let mut section = DataSection::new();
                for (address, bytes) in &known.data {
                    let mut bytes = bytes.to_vec();
                    for range in &first.later_data {
                        if let Some(within) = within(*address, bytes.len(), range) {
                            bytes[within].fill(0);
                        }
                    }
                    section.active(0, &ConstExpr::i32_const(*address as i32), bytes);
                }
                module.section(&section);
            }
            SectionId::Code => {
                let mut section = CodeSection::new();
                for (ix, body) in known.bodies.iter().enumerate() {
                    if !is_later(known, first, ix) {
                        renumber
                            .parse_function_body(&mut section, body.clone())
                            .map_err(failed)?;
                    }
                }
                module.section(&section);
            }
            id => {
                module.section(&RawSection {
                    id: *id as u8,
                    data: bytes,
                });
            }
        }
    }
    Ok(module.finish())
}

fn later_part(
    known: &Known<'_>,
    first: &First,
    slots: &Slots,
    calls: &[Uses],
    seal: &str,
) -> Result<Vec<u8>> {
    let borrowed = borrowed(known, first, calls);
    let later: Vec<u32> = (known.imported..known.types.len() as u32)
        .filter(|f| !first.functions.contains(f))
        .collect();
    let mut renumber = Renumber {
        functions: borrowed
            .functions
            .iter()
            .chain(&later)
            .copied()
            .zip(0..)
            .collect(),
        globals: borrowed.globals.iter().copied().zip(0..).collect(),
        slots: None,
        types: &known.types,
    };
    let mut module = Module::new();
    let types = known.sections.iter().find(|(id, _)| *id == SectionId::Type);
    let (_, types) = types.context("the module has no types")?;
    module.section(&RawSection {
        id: SectionId::Type as u8,
        data: types,
    });
    let mut imports = ImportSection::new();
    for (ix, function) in borrowed.functions.iter().enumerate() {
        let ty = EntityType::Function(known.types[*function as usize]);
        imports.import(FIRST, &name('f', ix), ty);
    }
    for (ix, global) in borrowed.globals.iter().enumerate() {
        let ty = known.globals[*global as usize];
        let ty = renumber.global_type(ty).map_err(failed)?;
        imports.import(FIRST, &name('g', ix), ty);
    }
    for (ix, ty) in known.tables.iter().enumerate() {
        let ty = slots.widen(&mut renumber, ix, *ty)?;
        imports.import(FIRST, &sealed('t', ix, seal), ty);
    }
    for memory in &known.memories {
        let ty = renumber.memory_type(*memory).map_err(failed)?;
        imports.import(FIRST, &name('m', 0), ty);
    }
    module.section(&imports);
    let mut functions = FunctionSection::new();
    for function in &later {
        functions.function(known.types[*function as usize]);
    }
    module.section(&functions);
    let theirs = known
        .taken
        .iter()
        .filter(|(_, f)| !first.functions.contains(f));
    let filled: BTreeMap<u32, u32> = slots.of.iter().map(|(door, slot)| (*slot, *door)).collect();
    let filled = theirs.chain(&filled);
    module.section(&elements(&mut renumber, slots.table, filled)?);
    let mut code = CodeSection::new();
    for (ix, body) in known.bodies.iter().enumerate() {
        if is_later(known, first, ix) {
            renumber
                .parse_function_body(&mut code, body.clone())
                .map_err(failed)?;
        }
    }
    module.section(&code);
    let mut data = DataSection::new();
    for (address, bytes) in &known.data {
        for range in &first.later_data {
            if let Some(within) = within(*address, bytes.len(), range) {
                let at = ConstExpr::i32_const((*address + within.start as u64) as i32);
                data.active(0, &at, bytes[within].iter().copied());
            }
        }
    }
    module.section(&data);
    Ok(module.finish())
}

/// The part of some bytes at an address that lies in a range of addresses.
fn within(address: u64, len: usize, range: &Range<u64>) -> Option<Range<usize>> {
    let begin = range.start.max(address);
    let end = range.end.min(address + len as u64);
    (begin < end).then(|| (begin - address) as usize..(end - address) as usize)
}

/// Elements for some slots of a table, given in ascending order: one for each run of slots.
fn elements<'a>(
    renumber: &mut Renumber<'_>,
    table: u32,
    slots: impl Iterator<Item = (&'a u32, &'a u32)>,
) -> Result<ElementSection> {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    for (slot, function) in slots {
        let function = renumber.function_index(*function).map_err(failed)?;
        match runs.last_mut() {
            Some((begin, run)) if *begin + run.len() as u32 == *slot => run.push(function),
            _ => runs.push((*slot, vec![function])),
        }
    }
    let mut section = ElementSection::new();
    for (begin, run) in runs {
        section.active(
            (table != 0).then_some(table),
            &ConstExpr::i32_const(begin as i32),
            Elements::Functions(run.into()),
        );
    }
    Ok(section)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::linked::Refers;
    use super::*;
    use wasm_encoder::{
        Function, NameMap, NameSection, RefType, TableSection, TableType, TypeSection, ValType,
    };

    const NAMES: [&str; 6] = ["main", "", "shared", "alone", "taken", "taken later"];

    /// `main` calls a door and `shared`; the door calls `shared` and `alone`. The table holds two functions, memory two texts.
    fn module(door: &str) -> Vec<u8> {
        let bodies: [&[Instruction<'_>]; 6] = [
            &[
                Instruction::Call(1),
                Instruction::Call(2),
                Instruction::I32Add,
            ],
            &[
                Instruction::Call(2),
                Instruction::Call(3),
                Instruction::I32Add,
            ],
            &[Instruction::I32Const(1)],
            &[Instruction::I32Const(40)],
            &[Instruction::I32Const(7)],
            &[Instruction::I32Const(8)],
        ];
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        module.section(&types);
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        for body in bodies {
            functions.function(0);
            let mut function = Function::new([]);
            for instruction in body {
                function.instruction(instruction);
            }
            function.instruction(&Instruction::End);
            code.function(&function);
        }
        module.section(&functions);
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            minimum: 3,
            maximum: Some(3),
            table64: false,
            shared: false,
        });
        module.section(&tables);
        let mut memories = wasm_encoder::MemorySection::new();
        memories.memory(wasm_encoder::MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        module.section(&memories);
        let mut exports = ExportSection::new();
        exports.export("main", ExportKind::Func, 0);
        module.section(&exports);
        let mut elements = ElementSection::new();
        let taken = Elements::Functions([4, 5][..].into());
        elements.active(None, &ConstExpr::i32_const(1), taken);
        module.section(&elements);
        module.section(&code);
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(1024), *b"first later");
        module.section(&data);
        let mut names = NameMap::new();
        for (ix, name) in NAMES.iter().enumerate() {
            names.append(ix as u32, if ix == 1 { door } else { name });
        }
        let mut section = NameSection::new();
        section.functions(&names);
        module.section(&section);
        module.finish()
    }

    /// What the linker would say of [`module`]: `main` takes one function, the text of the door the other.
    fn told() -> Linked {
        let refers = |calls: &[u32], takes: &[u32], data: &[usize]| Refers {
            calls: calls.iter().copied().collect(),
            takes: takes.iter().copied().collect(),
            data: data.iter().copied().collect(),
        };
        let mut names: BTreeMap<u32, String> = (0..).zip(NAMES.map(str::to_owned)).collect();
        names.insert(1, door());
        Linked {
            names,
            functions: BTreeMap::from([
                (0, refers(&[1, 2], &[4], &[0])),
                (1, refers(&[2, 3], &[], &[1])),
            ]),
            data: vec![1024..1030, 1030..1035],
            data_refers: vec![Refers::default(), refers(&[], &[5], &[])],
            slots: BTreeMap::from([(1, 4), (2, 5)]),
            ..Linked::default()
        }
    }

    fn door() -> String {
        format!("{DOORS}view")
    }

    fn memory(module: &[u8]) -> Vec<(u64, Vec<u8>)> {
        let mut found = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::DataSection(section) = payload.unwrap() {
                for data in section {
                    let data = data.unwrap();
                    if let wasmparser::DataKind::Active { offset_expr, .. } = data.kind {
                        found.push((linked::constant(offset_expr).unwrap(), data.data.to_vec()));
                    }
                }
            }
        }
        found
    }

    fn bodies(module: &[u8]) -> usize {
        let code =
            |p: &wasmparser::Result<Payload<'_>>| matches!(p, Ok(Payload::CodeSectionEntry(_)));
        Parser::new(0).parse_all(module).filter(code).count()
    }

    #[test]
    fn only_what_a_door_alone_reaches_is_later() {
        let parts = split(&module(&door()), &told()).unwrap();
        // main, shared and taken; the door, what only it calls and what only its text points to.
        assert_eq!((bodies(&parts.first), bodies(&parts.later)), (3, 3));
        assert_eq!(memory(&parts.first), [(1024, b"first \0\0\0\0\0".to_vec())]);
        assert_eq!(memory(&parts.later), [(1030, b"later".to_vec())]);
    }

    #[test]
    fn what_the_first_part_may_touch_stays_with_it() {
        // The same function in both slots, as optimising merges twins: it is called from the first part too.
        let mut told = told();
        told.slots.insert(2, 4);
        let parts = split(&module(&door()), &told).unwrap();
        assert_eq!((bodies(&parts.first), bodies(&parts.later)), (4, 2));
        // A piece of data that overlaps one of the first part's.
        let mut told = self::told();
        told.data[1] = 1029..1035;
        let parts = split(&module(&door()), &told).unwrap();
        assert_eq!(memory(&parts.later), []);
    }

    #[test]
    fn a_module_that_cannot_be_divided_says_why() {
        let why = |module: &[u8], told: &Linked| split(module, told).err().unwrap().to_string();
        assert!(why(&module("elsewhere"), &told()).contains("no function of"));
        assert!(why(&module(&door()), &Linked::default()).contains("no Some(\"main\")"));
    }
}
