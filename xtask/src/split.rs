//! Splits the widget's module in two: what the first suggestion needs, and what is fetched after it.
//!
//! The second part holds every function that the first can reach only through a *door*: a function of
//! `city_peers::later::doors`. The first part calls doors through empty slots at the end of its table, which the second
//! fills when it is instantiated with the first's exports; `src/later` opens no door before. Functions whose address is
//! taken stay in the first part, and so does all data: nothing has to be known of pointers, and whatever the compiler
//! merges or inlines, no call can go astray.

use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    FunctionSection, ImportSection, Instruction, Module, RawSection, SectionId,
};
use wasmparser::{
    ExternalKind, FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef,
};

/// Path of the doors in the names of functions.
pub const DOORS: &str = "city_peers::later::doors::";
/// The name under which the second part imports the first; `src/tasks.rs` says the same.
const FIRST: &str = "first";
/// Begins the names of what the first part exports for the second.
const MARK: &str = "~";

/// The two modules.
pub struct Parts {
    /// What pages load at once.
    pub first: Vec<u8>,
    /// What they load later.
    pub later: Vec<u8>,
}

/// Splits the module in a file: the first part replaces it, the second goes to `later`.
pub fn split_file(module: &Path, later: &Path) -> Result<()> {
    let bytes = fs::read(module).context("reading the module to split")?;
    let parts = split(&bytes)?;
    fs::write(module, &parts.first).context("writing the first part")?;
    fs::write(later, &parts.later).context("writing the second part")?;
    println!(
        "split: {} → {} bytes at once, {} later",
        bytes.len(),
        parts.first.len(),
        parts.later.len()
    );
    Ok(())
}

/// What has to be known of a module.
#[derive(Default)]
struct Known<'a> {
    sections: Vec<(SectionId, &'a [u8])>,
    /// Per function, the position of its type; imported ones first.
    types: Vec<u32>,
    imported: u32,
    globals: Vec<wasmparser::GlobalType>,
    tables: Vec<wasmparser::TableType>,
    memories: Vec<wasmparser::MemoryType>,
    bodies: Vec<FunctionBody<'a>>,
    names: BTreeMap<u32, String>,
    /// Functions the outside can call.
    roots: BTreeSet<u32>,
    /// Functions whose address is taken.
    taken: BTreeSet<u32>,
}

/// Splits a module.
pub fn split(module: &[u8]) -> Result<Parts> {
    let known = read(module)?;
    let doors: BTreeSet<u32> = known
        .names
        .iter()
        .filter(|(_, name)| name.starts_with(DOORS) && !name[DOORS.len()..].contains("::{"))
        .map(|(ix, _)| *ix)
        .collect();
    ensure!(
        !doors.is_empty(),
        "no function of {DOORS} is left in the module"
    );
    if let Some(door) = doors.iter().find(|door| known.taken.contains(door)) {
        let name = &known.names[door];
        bail!("the address of {name} is taken: it cannot be a door");
    }
    let calls = calls(&known)?;
    let first = reachable(&known, &calls, &doors);
    let slots = slots(&known, &doors)?;
    let parts = Parts {
        first: first_part(&known, &first, &slots, &calls)?,
        later: later_part(&known, &first, &slots, &calls)?,
    };
    wasmparser::validate(&parts.first).context("the first part is not valid")?;
    wasmparser::validate(&parts.later).context("the second part is not valid")?;
    Ok(parts)
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
                    match import?.ty {
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
                    match element?.items {
                        wasmparser::ElementItems::Functions(items) => {
                            for function in items {
                                known.taken.insert(function?);
                            }
                        }
                        wasmparser::ElementItems::Expressions(_, items) => {
                            for expression in items {
                                for operator in expression?.get_operators_reader() {
                                    if let Operator::RefFunc { function_index } = operator? {
                                        known.taken.insert(function_index);
                                    }
                                }
                            }
                        }
                    }
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

/// Functions of the first part: what the outside, the table and these reach without a door.
fn reachable(known: &Known<'_>, calls: &[Uses], doors: &BTreeSet<u32>) -> BTreeSet<u32> {
    let mut reached: BTreeSet<u32> = (0..known.imported).collect();
    let mut open: Vec<u32> = known.roots.union(&known.taken).copied().collect();
    while let Some(function) = open.pop() {
        if doors.contains(&function) || !reached.insert(function) && function >= known.imported {
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
    begin: u64,
    of: BTreeMap<u32, u32>,
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
        begin,
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

fn is_later(known: &Known<'_>, first: &BTreeSet<u32>, ix: usize) -> bool {
    !first.contains(&(known.imported + ix as u32))
}

fn borrowed(known: &Known<'_>, first: &BTreeSet<u32>, calls: &[Uses]) -> Borrowed {
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
            .filter(|f| first.contains(f))
            .collect(),
        globals: globals.into_iter().collect(),
    }
}

/// Names of what is exported for the second part, short since there are hundreds.
fn name(kind: char, ix: usize) -> String {
    format!("{MARK}{kind}{ix}")
}

fn first_part(
    known: &Known<'_>,
    first: &BTreeSet<u32>,
    slots: &Slots,
    calls: &[Uses],
) -> Result<Vec<u8>> {
    let mut renumber = Renumber {
        functions: first.iter().copied().zip(0..).collect(),
        globals: BTreeMap::new(),
        slots: Some(slots),
        types: &known.types,
    };
    let mut module = Module::new();
    for (id, bytes) in &known.sections {
        match id {
            SectionId::Function => {
                let mut section = FunctionSection::new();
                for function in first.iter().filter(|f| **f >= known.imported) {
                    section.function(known.types[*function as usize]);
                }
                module.section(&section);
            }
            SectionId::Table => {
                let mut section = wasm_encoder::TableSection::new();
                for (ix, ty) in known.tables.iter().enumerate() {
                    let mut ty = renumber.table_type(*ty).map_err(failed)?;
                    if ix as u32 == slots.table {
                        let more = slots.of.len() as u64;
                        ty.minimum += more;
                        ty.maximum = ty.maximum.map(|m| m + more);
                    }
                    section.table(ty);
                }
                module.section(&section);
            }
            SectionId::Export => {
                let mut section = ExportSection::new();
                let reader =
                    wasmparser::ExportSectionReader::new(wasmparser::BinaryReader::new(bytes, 0))?;
                renumber
                    .parse_export_section(&mut section, reader)
                    .map_err(failed)?;
                let borrowed = borrowed(known, first, calls);
                for (ix, function) in borrowed.functions.iter().enumerate() {
                    let at = renumber.function_index(*function).map_err(failed)?;
                    section.export(&name('f', ix), ExportKind::Func, at);
                }
                for (ix, global) in borrowed.globals.iter().enumerate() {
                    section.export(&name('g', ix), ExportKind::Global, *global);
                }
                for ix in 0..known.tables.len() {
                    section.export(&name('t', ix), ExportKind::Table, ix as u32);
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
                let mut section = ElementSection::new();
                let reader =
                    wasmparser::ElementSectionReader::new(wasmparser::BinaryReader::new(bytes, 0))?;
                utils::parse_element_section(&mut renumber, &mut section, reader)
                    .map_err(failed)?;
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
    first: &BTreeSet<u32>,
    slots: &Slots,
    calls: &[Uses],
) -> Result<Vec<u8>> {
    let borrowed = borrowed(known, first, calls);
    let later: Vec<u32> = (known.imported..known.types.len() as u32)
        .filter(|f| !first.contains(f))
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
        let mut ty = renumber.table_type(*ty).map_err(failed)?;
        if ix as u32 == slots.table {
            let more = slots.of.len() as u64;
            ty.minimum += more;
            ty.maximum = ty.maximum.map(|m| m + more);
        }
        imports.import(FIRST, &name('t', ix), ty);
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
    let mut elements = ElementSection::new();
    let doors: Vec<u32> = slots
        .of
        .keys()
        .map(|door| renumber.function_index(*door).map_err(failed))
        .collect::<Result<_>>()?;
    elements.active(
        (slots.table != 0).then_some(slots.table),
        &ConstExpr::i32_const(slots.begin as i32),
        Elements::Functions(doors.into()),
    );
    module.section(&elements);
    let mut code = CodeSection::new();
    for (ix, body) in known.bodies.iter().enumerate() {
        if is_later(known, first, ix) {
            renumber
                .parse_function_body(&mut code, body.clone())
                .map_err(failed)?;
        }
    }
    module.section(&code);
    Ok(module.finish())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use wasm_encoder::{
        Function, NameMap, NameSection, RefType, TableSection, TableType, TypeSection, ValType,
    };

    /// `main` calls a door and `shared`; the door calls `shared` and `alone`; the table holds `taken`.
    fn module(door: &str, taken: u32) -> Vec<u8> {
        const NAMES: [&str; 5] = ["main", "", "shared", "alone", "taken"];
        let bodies: [&[Instruction<'_>]; 5] = [
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
            minimum: 2,
            maximum: Some(2),
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
        elements.active(
            None,
            &ConstExpr::i32_const(1),
            Elements::Functions([taken][..].into()),
        );
        module.section(&elements);
        module.section(&code);
        let mut names = NameMap::new();
        for (ix, name) in NAMES.iter().enumerate() {
            names.append(ix as u32, if ix == 1 { door } else { name });
        }
        let mut section = NameSection::new();
        section.functions(&names);
        module.section(&section);
        module.finish()
    }

    fn door() -> String {
        format!("{DOORS}view")
    }

    #[test]
    fn only_what_a_door_alone_reaches_is_later() {
        let parts = split(&module(&door(), 4)).unwrap();
        let first = read_names_free(&parts.first);
        let later = read_names_free(&parts.later);
        // main, shared and taken; the door and what only it calls.
        assert_eq!((first.bodies.len(), later.bodies.len()), (3, 2));
        assert_eq!(first.tables[0].initial, 3, "one slot more for the door");
        assert_eq!(later.imported, 1, "the second part borrows shared");
    }

    fn read_names_free(module: &[u8]) -> Known<'_> {
        let mut known = Known::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload.unwrap() {
                Payload::ImportSection(section) => {
                    let functions = section
                        .into_imports()
                        .filter(|i| matches!(i.as_ref().unwrap().ty, TypeRef::Func(_)));
                    known.imported = functions.count() as u32;
                }
                Payload::TableSection(section) => {
                    known.tables = section.into_iter().map(|t| t.unwrap().ty).collect();
                }
                Payload::CodeSectionEntry(body) => known.bodies.push(body),
                _ => {}
            }
        }
        known
    }

    #[test]
    fn a_module_that_cannot_be_divided_says_why() {
        let why = |module: &[u8]| split(module).err().unwrap().to_string();
        assert!(why(&module("elsewhere", 4)).contains("no function of"));
        assert!(why(&module(&door(), 1)).contains("address"));
    }
}
