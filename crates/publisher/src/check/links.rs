//! Judges links and e-mail addresses by their text alone: no request is made. Pure.

use crate::problem::{Rule, rules};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What is wrong with an address: the kind of problem, what it is, what to do.
pub type Fault = (&'static Rule, String, Option<String>);

/// Top-level names that no public name server answers for (RFC 2606, RFC 6762, RFC 8375), and those of office networks.
const NOT_PUBLIC: [&str; 10] = [
    "localhost",
    "local",
    "test",
    "invalid",
    "example",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
];
/// Hosts that stand for others in examples.
const PLACEHOLDERS: [&str; 8] = [
    "example.com",
    "example.org",
    "example.net",
    "example.edu",
    "domain.com",
    "yourcity.gov",
    "yourdomain.com",
    "website.com",
];
/// Providers of mail for private persons, by domain.
const PRIVATE: [&str; 46] = [
    "126.com",
    "163.com",
    "aol.com",
    "bk.ru",
    "bol.com.br",
    "daum.net",
    "duck.com",
    "fastmail.com",
    "foxmail.com",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hanmail.net",
    "hotmail.com",
    "icloud.com",
    "inbox.ru",
    "laposte.net",
    "libero.it",
    "list.ru",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "naver.com",
    "orange.fr",
    "outlook.com",
    "posteo.de",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rediffmail.com",
    "sina.com",
    "t-online.de",
    "uol.com.br",
    "web.de",
    "wp.pl",
    "yandex.ru",
    "ymail.com",
];
/// Providers whose domain has a national ending: the first label is enough.
const PRIVATE_NAMES: [&str; 4] = ["yahoo", "hotmail", "outlook", "yandex"];

/// What is wrong with a link to a public page.
pub fn link(url: &str) -> Option<Fault> {
    let begins = || Some("it begins with https://".to_owned());
    let not = |why: &str, hint| {
        Some((
            rules::NOT_A_LINK,
            format!("“{url}” is not a link{why}"),
            hint,
        ))
    };
    let lower = url.to_ascii_lowercase();
    let Some(rest) = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"))
    else {
        return not("", begins());
    };
    if url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        let hint = "write %20 in the place of a space; one link in each field".to_owned();
        return not(": it holds a space", Some(hint));
    }
    if rest.starts_with("http:") || rest.starts_with("https:") {
        return not(": it begins twice", begins());
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if let Some(address) = ip(host) {
        return private_ip(address).then(|| unreachable(url, "is an address inside a network"));
    }
    let host = host.split(':').next().unwrap_or_default();
    let host = host.strip_suffix('.').unwrap_or(host);
    let last = host.rsplit('.').next().unwrap_or_default();
    if NOT_PUBLIC.contains(&last) {
        return Some(unreachable(url, &format!("is not public: “{host}”")));
    }
    let labels: Vec<&str> = host.split('.').collect();
    if labels.len() < 2 || labels.iter().any(|l| l.is_empty()) || labels == ["www", ""] {
        let hint = "the host has a dot, such as www.city.gov".to_owned();
        return not(&format!(": “{host}” is no host"), Some(hint));
    }
    let ends = |name: &&str| host == *name || host.ends_with(&format!(".{name}"));
    if PLACEHOLDERS.iter().any(ends) {
        return Some(unreachable(url, "is a placeholder"));
    }
    None
}

fn unreachable(url: &str, why: &str) -> Fault {
    let hint = Some("write the public address of the page, or leave the field out".to_owned());
    (rules::UNREACHABLE_LINK, format!("“{url}” {why}"), hint)
}

/// The address that a host is, with or without port.
fn ip(host: &str) -> Option<IpAddr> {
    if let Some(rest) = host.strip_prefix('[') {
        let inner = rest.split(']').next()?;
        return inner.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    }
    let host = host.split(':').next()?;
    host.parse::<Ipv4Addr>().ok().map(IpAddr::V4)
}

fn private_ip(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(a) => {
            a.is_private()
                || a.is_loopback()
                || a.is_link_local()
                || a.is_unspecified()
                || a.is_documentation()
                || a.is_broadcast()
        }
        IpAddr::V6(a) => {
            let first = a.segments().first().copied().unwrap_or_default();
            a.is_loopback()
                || a.is_unspecified()
                || first & 0xfe00 == 0xfc00
                || first & 0xffc0 == 0xfe80
        }
    }
}

/// What is wrong with the e-mail address of an office.
pub fn email(text: &str) -> Option<Fault> {
    let not = |hint: &str| {
        let message = format!("“{text}” is not an e-mail address");
        Some((rules::NOT_AN_EMAIL, message, Some(hint.to_owned())))
    };
    let example = "one address, such as office@city.gov";
    if text.starts_with("mailto:") {
        return not("leave out “mailto:”");
    }
    let Some((name, host)) = text.split_once('@') else {
        return not(example);
    };
    let lower = host.to_lowercase();
    let labels: Vec<&str> = lower.split('.').collect();
    let odd = |c: char| c.is_whitespace() || c.is_control() || ",;<>()@".contains(c);
    if name.is_empty()
        || labels.len() < 2
        || labels.iter().any(|l| l.is_empty())
        || name.contains(odd)
        || host.contains(odd)
    {
        return not(example);
    }
    let last = labels.last().copied().unwrap_or_default();
    let placeholder = PLACEHOLDERS.iter().any(|p| lower == *p);
    if NOT_PUBLIC.contains(&last) || placeholder {
        let message = format!("“{text}” reaches nobody");
        let hint = "write the address of the office, or leave the field out".to_owned();
        return Some((rules::UNREACHABLE_LINK, message, Some(hint)));
    }
    let first = labels.first().copied().unwrap_or_default();
    if PRIVATE.contains(&lower.as_str()) || PRIVATE_NAMES.contains(&first) {
        let message = format!("“{text}” is at a provider for private persons");
        let hint = "write the address of the office: it outlives the person".to_owned();
        return Some((rules::PRIVATE_EMAIL, message, Some(hint)));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{email, link};

    #[test]
    fn links() {
        let rule = |url: &str| link(url).map(|f| f.0.id);
        for good in [
            "https://www.seoul.go.kr/main/index.jsp",
            "http://lyon.fr",
            "https://lyon.fr:8443/a?b=http://c.d",
            "https://xn--mnchen-3ya.de/",
            "https://münchen.de/",
            "https://8.8.8.8/",
            "https://web.archive.org/web/2020/http://old.city.gov/",
            "HTTPS://LYON.FR/",
        ] {
            assert_eq!(rule(good), None, "{good}");
        }
        for not in [
            "lyon.fr",
            "ftp://lyon.fr",
            "javascript:alert(1)",
            "https://http://lyon.fr",
            "https://",
            "http://www",
            "https://www.",
            "https://lyon",
            "https://lyon .fr",
            "https://lyon.fr/a b",
            "https://lyon..fr",
            "https://a.fr https://b.fr",
            "",
        ] {
            assert_eq!(rule(not), Some("not-a-link"), "{not}");
        }
        for unreachable in [
            "http://localhost:8080/",
            "https://example.com/x",
            "https://www.example.org",
            "http://192.168.1.4/plan.pdf",
            "http://10.0.0.1",
            "http://172.20.0.1/",
            "http://127.0.0.1",
            "http://[::1]/",
            "http://[fd00::1]/x",
            "http://server.local/a",
            "https://city.test",
            "https://intranet.city.internal/x",
            "https://user@localhost/",
        ] {
            assert_eq!(rule(unreachable), Some("unreachable-link"), "{unreachable}");
        }
    }

    #[test]
    fn emails() {
        let rule = |text: &str| email(text).map(|f| f.0.id);
        for good in [
            "office@city.gov",
            "bürgermeister@münchen.de",
            "a.b+c@seoul.go.kr",
            "x@mail.lyon.fr",
        ] {
            assert_eq!(rule(good), None, "{good}");
        }
        for not in [
            "mayor",
            "@city.gov",
            "a@b",
            "a@@b.c",
            "a b@c.d",
            "a@c.d, b@c.d",
            "mailto:a@b.cd",
            "A <a@b.cd>",
        ] {
            assert_eq!(rule(not), Some("not-an-email"), "{not}");
        }
        for private in [
            "mayor@gmail.com",
            "x@Yahoo.co.jp",
            "x@qq.com",
            "x@163.com",
            "x@orange.fr",
            "x@web.de",
            "x@outlook.es",
        ] {
            assert_eq!(rule(private), Some("private-email"), "{private}");
        }
        assert_eq!(rule("x@example.org"), Some("unreachable-link"));
    }
}
