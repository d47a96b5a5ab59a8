//! What an application says to the component. Plain data.

use super::{CityPeersError, CityPeersHandle, Options, Selected, Shortlist};
use city_peers_engine::answer::Answer;
use city_peers_engine::model::{Counts, Profile, Purpose};
use std::rc::Rc;
use yew::html::IntoPropValue;
use yew::prelude::*;

/// What [`CityPeers`](crate::CityPeers) takes. Every one may be left out; those that are not data are described at the
/// attribute of the element that has the same name.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CityPeersProps {
    /// Address of the folder with the widget's own files: `city-peers.css`, `city-peers.more.css` and `locales/`, of the same version
    /// as the crate. Relative to the page's base address; another one starts the widget anew.
    #[prop_or(AttrValue::Static("city-peers/"))]
    pub base: AttrValue,
    /// Address of the `directory.json` of a directory, relative to the page's base address. Left out:
    /// `directory/directory.json` in [`base`](Self::base).
    #[prop_or_default]
    pub directory: Option<AttrValue>,
    /// Id of the visitor's city in the directory, such as `kr-seoul`. Left out or unknown: the visitor chooses.
    #[prop_or_default]
    pub city: Option<AttrValue>,
    /// Codes of topics looked for, up to five: `topics={["waste", "housing"]}`, a `Vec`, or one text. What the directory does
    /// not know is left out.
    #[prop_or_default]
    pub topics: Topics,
    /// What the partners are for.
    #[prop_or_default]
    pub purpose: Purpose,
    /// How many suggestions at most, 1 to 50. Left out: 10.
    #[prop_or_default]
    pub max: Option<u32>,
    /// The rest of the question: goals, needs, offers, weights, filter. What of it cannot be used ends in
    /// [`on_error`](Self::on_error); the rest counts.
    #[prop_or_default]
    pub options: Options,
    /// What you know of the visitor's city: suggestions are for this profile then. `None` again: for the city of the directory.
    /// The same profile again leaves alone what the visitor has changed.
    #[prop_or_default]
    pub profile: Option<Rc<Profile>>,
    /// HTTPS address, or one of the page's own site, that a profile the visitor hands in is POSTed to as JSON.
    #[prop_or_default]
    pub submit_to: Option<AttrValue>,
    /// Whether the visitor may have this browser keep a draft of their profile.
    #[prop_or_default]
    pub drafts: bool,
    /// Light, dark, or as the visitor's system has it.
    #[prop_or_default]
    pub theme: Theme,
    /// The view to begin with.
    #[prop_or_default]
    pub view: View,
    /// BCP 47 code of the language to speak. Left out: that of the nearest element round it with a `lang` when it is
    /// mounted, else the browser's.
    #[prop_or_default]
    pub lang: Option<AttrValue>,
    /// `ltr` or `rtl`. Left out: as the language is written.
    #[prop_or_default]
    pub dir: Option<AttrValue>,
    /// Id of the element. Where a page has several widgets, links to a result name it.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Classes of the element, for its place in your layout and for `--city-peers-*` custom properties.
    #[prop_or_default]
    pub class: Classes,
    /// Asks something of the widget while it runs.
    #[prop_or_default]
    pub handle: Option<CityPeersHandle>,
    /// The fallback, and what goes into the slots.
    #[prop_or_default]
    pub children: Html,
    /// The widget is ready to answer, with how much the directory holds.
    #[prop_or_default]
    pub on_ready: Option<Callback<Counts>>,
    /// An answer is on screen: partners and practices, the same that `city-peers suggest --format json` prints.
    #[prop_or_default]
    pub on_suggest: Option<Callback<Rc<Answer>>>,
    /// The visitor has chosen a city.
    #[prop_or_default]
    pub on_select: Option<Callback<Selected>>,
    /// The visitor has filled in or corrected something of their city; `None` where they took all of it back.
    #[prop_or_default]
    pub on_profile_change: Option<Callback<Option<Rc<Profile>>>>,
    /// The visitor hands their city's profile in. With this callback it is yours to see to: the widget sends it nowhere
    /// ([`submit_to`](Self::submit_to)) and saves no file, and tells the visitor that you have it.
    #[prop_or_default]
    pub on_submit: Option<Callback<Rc<Profile>>>,
    /// What the visitor keeps has changed.
    #[prop_or_default]
    pub on_shortlist: Option<Callback<Shortlist>>,
    /// Something went wrong. The visitor has been told where they can do something about it.
    #[prop_or_default]
    pub on_error: Option<Callback<CityPeersError>>,
}

impl Default for CityPeersProps {
    fn default() -> Self {
        yew::props!(CityPeersProps {})
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the visitor's system has it.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    pub(super) fn code(self) -> Option<&'static str> {
        match self {
            Theme::Auto => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }
}

/// A view to begin with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The question, or the partners where a city is given.
    #[default]
    Suggest,
    /// Cities beside each other.
    Compare,
    /// The visitor's city, to fill in or to correct.
    Profile,
    /// Practices that fit; the question as long as no city is given.
    Practices,
}

impl View {
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
    pub(super) fn code(self) -> &'static str {
        match self {
            View::Suggest => "suggest",
            View::Compare => "compare",
            View::Profile => "profile",
            View::Practices => "practices",
        }
    }
}

/// Codes of topics. In `html!`, a `Vec`, an array or a slice of texts becomes one, and so does one text with codes parted by spaces or
/// commas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topics(AttrValue);

impl Topics {
    /// The codes, parted by spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: AsRef<str>> FromIterator<T> for Topics {
    fn from_iter<I: IntoIterator<Item = T>>(codes: I) -> Self {
        let mut all = String::new();
        for code in codes {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(code.as_ref());
        }
        Topics(all.into())
    }
}

impl<T: AsRef<str>> IntoPropValue<Topics> for Vec<T> {
    fn into_prop_value(self) -> Topics {
        self.iter().collect()
    }
}

impl<T: AsRef<str>> IntoPropValue<Topics> for &[T] {
    fn into_prop_value(self) -> Topics {
        self.iter().collect()
    }
}

impl<T: AsRef<str>, const N: usize> IntoPropValue<Topics> for [T; N] {
    fn into_prop_value(self) -> Topics {
        self.iter().collect()
    }
}

impl IntoPropValue<Topics> for &'static str {
    fn into_prop_value(self) -> Topics {
        Topics(self.into())
    }
}

impl IntoPropValue<Topics> for String {
    fn into_prop_value(self) -> Topics {
        Topics(self.into())
    }
}

impl IntoPropValue<Topics> for AttrValue {
    fn into_prop_value(self) -> Topics {
        Topics(self)
    }
}
