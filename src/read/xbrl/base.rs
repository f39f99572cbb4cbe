//! Relative addresses made whole (RFC 3986, section 5.2).

struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let (text, fragment) = text.split_once('#').map_or((text, None), |(text, fragment)| (text, Some(fragment)));
        let (text, query) = text.split_once('?').map_or((text, None), |(text, query)| (text, Some(query)));
        let is_scheme = |scheme: &str| {
            scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        };
        let (scheme, text) = text.split_once(':').filter(|(scheme, _)| is_scheme(scheme)).map_or((None, text), |(scheme, text)| (Some(scheme), text));
        let (authority, path) = match text.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                (Some(&rest[..end]), &rest[end..])
            }
            None => (None, text),
        };
        Self { scheme, authority, path, query, fragment }
    }
}

/// `address` as it reads where `base` is the address of the document.
pub(super) fn resolved(base: &str, address: &str) -> String {
    let (from, to) = (Parts::of(base), Parts::of(address));
    let (mut scheme, mut authority, mut query) = (to.scheme, to.authority, to.query);
    let path = if scheme.is_some() {
        without_dots(to.path)
    } else {
        scheme = from.scheme;
        if authority.is_some() {
            without_dots(to.path)
        } else {
            authority = from.authority;
            if to.path.is_empty() {
                query = query.or(from.query);
                from.path.to_owned()
            } else if to.path.starts_with('/') {
                without_dots(to.path)
            } else {
                let folder = from.path.rfind('/').map_or("", |at| &from.path[..=at]);
                let folder = if folder.is_empty() && from.authority.is_some() { "/" } else { folder };
                without_dots(&[folder, to.path].concat())
            }
        }
    };
    let mut out = String::new();
    for (before, part, behind) in [("", scheme, ":"), ("//", authority, ""), ("", Some(path.as_str()), ""), ("?", query, ""), ("#", to.fragment, "")]
    {
        if let Some(part) = part {
            out.push_str(before);
            out.push_str(part);
            out.push_str(behind);
        }
    }
    out
}

fn without_dots(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    for (at, segment) in segments.iter().enumerate() {
        let last = at + 1 == segments.len();
        match *segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            segment => {
                kept.push(segment);
                continue;
            }
        }
        if last {
            kept.push("");
        }
    }
    let joined = kept.join("/");
    if rooted { ["/", &joined].concat() } else { joined }
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn the_examples_of_rfc_3986() {
        for (address, whole) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../../g", "http://a/g"),
            ("g..", "http://a/b/c/g.."),
            ("./../g", "http://a/b/g"),
            ("mailto:a@b.example", "mailto:a@b.example"),
        ] {
            assert_eq!(resolved("http://a/b/c/d;p?q", address), whole, "{address}");
        }
    }
}
