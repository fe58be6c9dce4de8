import type { Role } from './company-role.ts';

/** German: nouns are written with capitals, too, so each cue needs a place where only a name can stand. */
export const GERMAN: Role[] = [
  {
    before:
      /(?<!\p{L})(?:Ihr\p{L}{0,2}|[Ee]uer|[Ee]ure\p{L}?|[Dd]ein\p{L}{0,2}|ihr|Sie|du|euch|Team|Leiter(?:in)?|Kollegen) (?:[\p{L}-]{1,24} ){0,3}bei (?:der )?$/u,
    strong: true,
  },
  {
    before: /(?<!\p{L})bei (?:der |dem )?$/u,
    sentence: /(?<!\p{L})(?:[Ww]ie|[Ww]er|[Ww]as|[Ww]elche\p{L}?)(?!\p{L})[^?]{0,120}\?/u,
  },
  {
    before: /(?<!\p{L})bei (?:der )?$/u,
    after:
      /^ (?:derzeit|aktuell|gerade|momentan|heute|eigentlich|läuft|gibt|im Einsatz|zuständig|verantwort)/u,
    strong: true,
  },
  { before: /(?<!\p{L})[Ww]ie \p{Ll}{2,14} (?:die )?$/u, after: /^ \p{Ll}|^\?/u },
  {
    before: /(?<!\p{L})(?:würden?|möchten?|könnten?) (?:die )?$/u,
    after: /^ (?:gerne?|dabei|bei|helfen|unterstützen|zeigen)(?!\p{L})/u,
  },
  {
    before:
      /(?<!\p{L})(?:pensato a|pensando a|pensado en|pensando en|pensé à|pensé en|pensei n[ao]|pensei em|gedacht aan) $/iu,
  },
  { before: /(?<!\p{L})dass (?:die )?$/u, after: /^ \p{Ll}/u },
  {
    before:
      /(?:^|\s)(?:Hat|Nutzt|Plant|Könnte|Würde|Ist|Setzt|Sucht|Kann|Arbeitet|Wäre) (?:die )?$/u,
    after: /^ \p{Ll}/u,
  },
  {
    before: /(?<!\p{L})auf (?:die |das |den )?$/u,
    after: /^(?: GmbH| AG| SE| KG)? (?:aufmerksam|gestoßen)/u,
  },
  {
    before:
      /(?<!\p{L})(?:interessant|sinnvoll|spannend|Idee|Ideen|Lösung|Vorschlag|Angebot|Demo|relevant|hilfreich|passend|Konzept|Potenzial) für (?:die )?$/u,
  },
  {
    before:
      /(?<!\p{L})(?:Glückwunsch|gratuliere|gratulieren)(?!\p{L})[^.!?]{0,60} (?:von|bei|an|der|für) (?:die )?$/u,
  },
  {
    before:
      /(?<!\p{L})(?:Wachstum|Erfolg|Website|Webseite|Stellenanzeige|Expansion|Team|Eröffnung|Fuhrpark) (?:von|der|bei) $/u,
  },
  {
    before: /(?<!\p{L})(?:für|mit|von) (?:die |der )?$/u,
    after: /^ (?:GmbH|AG|SE|KG)(?!\p{L})/u,
    sentence: /(?<!\p{L})(?:Sie|Ihr\p{L}{0,2}|euch|du)(?!\p{L})/u,
  },
];
