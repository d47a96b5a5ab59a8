//! Values as bytes: numbers as varints, texts and lists with their length first, fields in order. Pure.
//!
//! Reading never stops half-way: a [`Reader`] that runs out or finds nonsense remembers it and gives empty values
//! from there on, and the caller asks once at the end. That makes a quarter of the code of the general
//! serialisers (measured: postcard 13 kB more after brotli), which count in every page load.

use std::collections::BTreeMap;

/// A value that published files can hold.
pub(super) trait Wire: Sized {
    /// Appends the value.
    fn put(&self, out: &mut Vec<u8>);
    /// Reads a value; an empty one where the reader has failed.
    fn take(reader: &mut Reader<'_>) -> Self;
}

/// Reads values from bytes.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    failed: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Reader {
            rest: bytes,
            failed: false,
        }
    }

    /// Whether all bytes were used and every value made sense.
    pub(super) fn finished(&self) -> bool {
        !self.failed && self.rest.is_empty()
    }

    /// Gives up: everything from here on is empty.
    pub(super) fn fail(&mut self) {
        self.failed = true;
        self.rest = &[];
    }

    fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((&byte, rest)) => {
                self.rest = rest;
                byte
            }
            None => {
                self.fail();
                0
            }
        }
    }

    fn bytes(&mut self, count: usize) -> &'a [u8] {
        match self.rest.split_at_checked(count) {
            Some((bytes, rest)) => {
                self.rest = rest;
                bytes
            }
            None => {
                self.fail();
                &[]
            }
        }
    }

    #[inline(never)]
    fn varint(&mut self) -> u64 {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            value |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return value;
            }
        }
        self.fail();
        0
    }

    /// A length: no list has more entries than there are bytes left, so no claim makes us allocate.
    #[inline(never)]
    fn length(&mut self) -> usize {
        let length = self.varint();
        if length > self.rest.len() as u64 {
            self.fail();
            return 0;
        }
        length as usize
    }

    /// A number below `limit`.
    #[inline(never)]
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        let value = self.varint();
        if value >= limit {
            self.fail();
            return 0;
        }
        value
    }
}

fn put_varint(mut value: u64, out: &mut Vec<u8>) {
    while value >= 128 {
        out.push(value as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Wire for $number {
            fn put(&self, out: &mut Vec<u8>) {
                put_varint(u64::from(*self), out);
            }
            fn take(reader: &mut Reader<'_>) -> Self {
                reader.below(u64::from(<$number>::MAX) + 1) as $number
            }
        }
    )*};
}
numbers!(u16, u32);

impl Wire for u8 {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }
    fn take(reader: &mut Reader<'_>) -> Self {
        reader.byte()
    }
}

impl Wire for u64 {
    fn put(&self, out: &mut Vec<u8>) {
        put_varint(*self, out);
    }
    fn take(reader: &mut Reader<'_>) -> Self {
        reader.varint()
    }
}

impl Wire for i16 {
    fn put(&self, out: &mut Vec<u8>) {
        // Zigzag: small magnitudes of either sign take one byte.
        ((*self << 1) ^ (*self >> 15)).cast_unsigned().put(out);
    }
    fn take(reader: &mut Reader<'_>) -> Self {
        let code = u16::take(reader);
        (code >> 1).cast_signed() ^ -(code & 1).cast_signed()
    }
}

impl Wire for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }
    fn take(reader: &mut Reader<'_>) -> Self {
        reader.below(2) == 1
    }
}

impl Wire for f64 {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }
    fn take(reader: &mut Reader<'_>) -> Self {
        let value = reader.bytes(8).try_into().map_or(0.0, f64::from_le_bytes);
        if !value.is_finite() {
            reader.fail();
            return 0.0;
        }
        value
    }
}

impl Wire for String {
    fn put(&self, out: &mut Vec<u8>) {
        put_varint(self.len() as u64, out);
        out.extend_from_slice(self.as_bytes());
    }
    fn take(reader: &mut Reader<'_>) -> Self {
        let length = reader.length();
        match std::str::from_utf8(reader.bytes(length)) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                reader.fail();
                String::new()
            }
        }
    }
}

/// Bytes as they are, without a call per byte.
pub(super) struct Raw(pub(super) Vec<u8>);

impl Wire for Raw {
    fn put(&self, out: &mut Vec<u8>) {
        put_varint(self.0.len() as u64, out);
        out.extend_from_slice(&self.0);
    }
    fn take(reader: &mut Reader<'_>) -> Self {
        let length = reader.length();
        Raw(reader.bytes(length).to_vec())
    }
}

/// Appends a list, as [`Vec`] does.
pub(super) fn put_list<T: Wire>(list: &[T], out: &mut Vec<u8>) {
    put_varint(list.len() as u64, out);
    for value in list {
        value.put(out);
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        put_list(self, out);
    }
    fn take(reader: &mut Reader<'_>) -> Self {
        let length = reader.length();
        let mut list = Vec::new();
        for _ in 0..length {
            if reader.failed {
                break;
            }
            list.push(T::take(reader));
        }
        list
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }
    fn take(reader: &mut Reader<'_>) -> Self {
        bool::take(reader).then(|| T::take(reader))
    }
}

impl<K: Wire + Ord, V: Wire> Wire for BTreeMap<K, V> {
    fn put(&self, out: &mut Vec<u8>) {
        put_varint(self.len() as u64, out);
        for (key, value) in self {
            key.put(out);
            value.put(out);
        }
    }
    fn take(reader: &mut Reader<'_>) -> Self {
        Vec::<(K, V)>::take(reader).into_iter().collect()
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }
    fn take(reader: &mut Reader<'_>) -> Self {
        (A::take(reader), B::take(reader))
    }
}

impl<A: Wire, B: Wire, C: Wire> Wire for (A, B, C) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
        self.2.put(out);
    }
    fn take(reader: &mut Reader<'_>) -> Self {
        (A::take(reader), B::take(reader), C::take(reader))
    }
}

impl<T: Wire, const N: usize> Wire for [T; N] {
    fn put(&self, out: &mut Vec<u8>) {
        for value in self {
            value.put(out);
        }
    }
    fn take(reader: &mut Reader<'_>) -> Self {
        std::array::from_fn(|_| T::take(reader))
    }
}

/// A struct: its fields in the order given, all of them.
macro_rules! wire_struct {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl $crate::format::wire::Wire for $name {
            fn put(&self, out: &mut Vec<u8>) {
                let $name { $($field),* } = self;
                $($crate::format::wire::Wire::put($field, out);)*
            }
            fn take(reader: &mut $crate::format::wire::Reader<'_>) -> Self {
                $name { $($field: $crate::format::wire::Wire::take(reader)),* }
            }
        }
    )*};
}

/// An enum: the number of its variant, then the fields. A new variant goes last.
macro_rules! wire_enum {
    ($($name:ident { $($number:literal $variant:ident $({ $($field:ident),* })? $(( $inner:ident ))? ),* $(,)? })*) => {$(
        impl $crate::format::wire::Wire for $name {
            fn put(&self, out: &mut Vec<u8>) {
                match self {
                    $($name::$variant $({ $($field),* })? $(( $inner ))? => {
                        out.push($number);
                        $($($crate::format::wire::Wire::put($field, out);)*)?
                        $($crate::format::wire::Wire::put($inner, out);)?
                    })*
                }
            }
            #[allow(unreachable_patterns)]
            fn take(reader: &mut $crate::format::wire::Reader<'_>) -> Self {
                match <u8 as $crate::format::wire::Wire>::take(reader) {
                    $($number => $name::$variant
                        $({ $($field: $crate::format::wire::Wire::take(reader)),* })?
                        $(( { let $inner = $crate::format::wire::Wire::take(reader); $inner } ))?,)*
                    _ => {
                        reader.fail();
                        // Any value will do: nothing read after a failure is used.
                        <$name as $crate::format::wire::Wire>::take(reader)
                    }
                }
            }
        }
    )*};
}

pub(super) use {wire_enum, wire_struct};
