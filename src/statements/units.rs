//! Units as statements name them: what kind each is, its words and its sign.

use crate::filing::Unit;

/// What a unit is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) kind: Kind,
    /// As a heading names it: `USD ($)`, `$ / shares`, `Vendor`.
    pub(super) words: String,
    /// As a row or a scale names it: `$`.
    pub(super) sign: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Its currency.
    Money(String),
    /// The currency that is divided.
    PerShare(String),
    Shares,
    Pure,
    /// A percentage by its unit.
    Rate,
    Other,
}

impl Measure {
    pub(super) fn of(unit: &Unit) -> Self {
        let names: Vec<&str> = unit.numerators.iter().map(|measure| local(measure)).collect();
        let below: Vec<&str> = unit.denominators.iter().map(|measure| local(measure)).collect();
        let is_money = |measure: &str| measure.starts_with("{http://www.xbrl.org/2003/iso4217}");
        match (&unit.numerators[..], &below[..]) {
            ([one], []) if is_money(one) => {
                let sign = sign(names[0]);
                let words = if sign == names[0] { sign.to_owned() } else { [names[0], " (", sign, ")"].concat() };
                Self { kind: Kind::Money(names[0].to_owned()), words, sign: sign.to_owned() }
            }
            ([one], [divided]) if is_money(one) => {
                let words = [sign(names[0]), " / ", divided].concat();
                Self { kind: Kind::PerShare(names[0].to_owned()), sign: words.clone(), words }
            }
            ([_], []) => {
                let kind = match names[0] {
                    "shares" => Kind::Shares,
                    "pure" => Kind::Pure,
                    "Rate" => Kind::Rate,
                    _ => Kind::Other,
                };
                let words = if matches!(kind, Kind::Pure | Kind::Rate) { "" } else { symbol(names[0]) };
                Self { kind, words: words.to_owned(), sign: words.to_owned() }
            }
            _ => {
                let product =
                    |names: &[&str]| names.iter().map(|name| if name.len() == 3 { sign(name) } else { symbol(name) }).collect::<Vec<_>>().join(" * ");
                let words = if below.is_empty() { product(&names) } else { [product(&names), product(&below)].join(" / ") };
                Self { kind: Kind::Other, sign: words.clone(), words }
            }
        }
    }

    /// The sign before its values: of money and of money for each share.
    pub(super) fn money_sign(&self) -> Option<&str> {
        match &self.kind {
            Kind::Money(code) | Kind::PerShare(code) => Some(sign(code)),
            _ => None,
        }
    }
}

fn local(measure: &str) -> &str {
    measure.rsplit_once(['}', ':']).map_or(measure, |(_, local)| local)
}

/// The sign of a currency; its code where it has none of its own.
fn sign(code: &str) -> &str {
    match code {
        "USD" | "AUD" | "CAD" | "HKD" | "NZD" | "SGD" | "MXN" | "ARS" | "CLP" | "COP" | "BSD" | "BBD" | "BMD" | "KYD" | "FJD" | "LRD" | "NAD" => "$",
        "EUR" => "€",
        "GBP" | "FKP" | "GIP" | "SHP" | "EGP" | "LBP" | "SYP" => "£",
        "JPY" | "CNY" => "¥",
        "KRW" | "KPW" => "₩",
        "INR" => "₨",
        "ILS" => "₪",
        "THB" => "฿",
        "VND" => "₫",
        "UAH" => "₴",
        "PHP" => "₱",
        "NGN" => "₦",
        "BRL" => "R$",
        "TWD" => "NT$",
        "ZAR" => "R",
        "CHF" => "SFr",
        "PLN" => "zł",
        "CZK" => "Kč",
        "DKK" | "NOK" | "SEK" | "ISK" => "kr",
        "RUB" => "₽",
        "TRY" => "₺",
        other => other,
    }
}

/// The sign of a measure in the registry of units, where it is not its name.
fn symbol(name: &str) -> &str {
    match name {
        "sqft" => "ft²",
        "sqmi" => "mi²",
        "sqm" => "m²",
        "sqkm" => "km²",
        "acre" => "a",
        "Mcf" | "Bcf" | "MMBTU" | "MWh" | "GWh" | "kWh" | "MW" | "GW" => name,
        "T" => "t",
        "D" => "D",
        other => other,
    }
}
