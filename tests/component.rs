//! The Yew component as a Rust application sees it without a browser: on a server, and as types.
#![allow(clippy::unwrap_used)]

use city_peers::{
    CityPeers, CityPeersError, CityPeersHandle, CityPeersProps, Profile, Shortlist, Theme, Topics,
    View,
};
use yew::html::IntoPropValue;
use yew::prelude::*;

/// As the browser's events bring them: JSON.
fn same<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(
    value: &T,
) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value);
}

#[component]
fn Page() -> Html {
    let handle = CityPeersHandle::default();
    html! {
        <CityPeers
            id="partners"
            class="wide"
            directory="/data/directory.json"
            city="kr-seoul"
            topics={["waste", "heat"]}
            theme={Theme::Dark}
            view={View::Practices}
            lang="ko"
            max=3
            {handle}
            on_suggest={|_| unreachable!("nothing runs on a server")}
        >
            <h2 slot="header">{ "Partners" }</h2>
            <p>{ "Until then: our partner cities." }</p>
        </CityPeers>
    }
}

#[tokio::test]
async fn a_server_renders_the_fallback() {
    let html = yew::ServerRenderer::<Page>::new()
        .hydratable(false)
        .render()
        .await;
    assert_eq!(
        html,
        "<city-peers-app id=\"partners\" theme=\"dark\" lang=\"ko\" class=\"wide\">\
         <h2 slot=\"header\">Partners</h2><p>Until then: our partner cities.</p></city-peers-app>"
    );
}

#[tokio::test]
async fn without_props_and_children_it_is_an_empty_element() {
    let html = yew::ServerRenderer::<CityPeers>::new()
        .hydratable(false)
        .render()
        .await;
    assert_eq!(html, "<city-peers-app></city-peers-app>");
}

#[tokio::test]
async fn on_a_server_nobody_answers() {
    let handle = CityPeersHandle::default();
    assert!(!handle.is_mounted());
    let refused = handle.suggest().await.unwrap_err();
    assert_eq!(refused.code, "not-mounted");
}

#[test]
fn props_have_the_documented_defaults() {
    let props = CityPeersProps::default();
    assert_eq!(&*props.base, "city-peers/");
    assert_eq!(props.directory, None);
    assert_eq!((props.theme, props.view), (Theme::Auto, View::Suggest));
    assert_eq!(props, CityPeersProps::default());
}

#[test]
fn topics_are_given_as_is_convenient() {
    let wanted: Topics = ["waste", "heat"].iter().collect();
    assert_eq!(wanted.as_str(), "waste heat");
    let from = |topics: Topics| assert_eq!(topics, wanted);
    from(vec!["waste", "heat"].into_prop_value());
    from(vec!["waste".to_owned(), "heat".to_owned()].into_prop_value());
    from(vec![AttrValue::from("waste"), AttrValue::from("heat")].into_prop_value());
    from(["waste", "heat"].into_prop_value());
    from(["waste", "heat"][..].into_prop_value());
    from("waste heat".into_prop_value());
    from("waste heat".to_owned().into_prop_value());
    from(AttrValue::from("waste heat").into_prop_value());
}

#[test]
fn details_are_read_as_they_are_written() {
    let shortlist: Shortlist =
        serde_json::from_str(r#"{"cities":[{"id":"kr-busan","note":"Call"}],"practices":[]}"#)
            .unwrap();
    assert_eq!(shortlist.cities[0].note, "Call");
    same(&shortlist);
    // Events leave out what is unknown.
    let profile: Profile = serde_json::from_str(
        r#"{"id":"xx-here","name":{"en":"Here"},"country":"KR","values":{"population":20000,"hazards":["flood"]}}"#,
    )
    .unwrap();
    assert_eq!(profile.values.len(), 2);
    same(&profile);
    // The loader's errors have no file.
    let error: CityPeersError =
        serde_json::from_str(r#"{"code":"directory-missing","message":"404"}"#).unwrap();
    assert_eq!(
        (error.code.as_str(), error.file.as_str()),
        ("directory-missing", "")
    );
}
