import type { Role } from './company-role.ts';

/** French, Spanish, Italian and Portuguese. */
export const ROMANCE: Role[] = [
  // French
  {
    before:
      /(?<!\p{L})(?:[ée]quipes?|poste|r[ôo]le|travail|coll[èe]gues|site(?: web)?|croissance|d[ée]veloppement|ouverture|succ[èe]s|lev[ée]e de fonds|directeur|directrice|responsable)(?: \p{L}{1,20}){0,2} (?:chez|de|d['’]|au sein de|à) ?$/iu,
    strong: true,
  },
  {
    before: /(?<!\p{L})(?:chez|au sein de) $/u,
    sentence: /(?<!\p{L})(?:vous|votre|vos|tu|ton|ta|tes|comment|qui)(?!\p{L})/iu,
    strong: true,
  },
  {
    before: /(?<!\p{L})(?:vu|lu|appris|remarqué|noté|constaté|sais|crois|pense) que $/iu,
    after: /^ \p{Ll}/u,
  },
  { before: /(?<!\p{L})(?:comment|si|est-ce que|pourquoi) $/iu, after: /^ \p{Ll}/u },
  {
    before:
      /(?<!\p{L})(?:découvert|tombée? sur|suis|intéress\p{L}{1,5} à|aider|accompagner|accueillir) $/iu,
    after: /^(?!\p{L})/u,
  },
  {
    before:
      /(?<!\p{L})(?:utile|intéressant|idées?|propositions?|démo|pertinent|sens|solution|pilote) pour $/iu,
  },
  { before: /(?<!\p{L})(?:félicitations|bravo)(?!\p{L})[^.!?]{0,60} (?:de|chez|à|d['’]) ?$/iu },
  {
    before: /(?:^|[\s«])$/u,
    after: /^ (?:a|est|utilise|cherche|envisage|planifie)-t?-?(?:t-)?(?:il|elle)/u,
  },
  // Spanish
  {
    before:
      /(?<!\p{L})(?:equipos?|trabajo|cargo|puesto|rol|gente|compañeros|crecimiento|sitio web|web|expansión|éxito|director\p{L}?|responsable)(?: \p{L}{1,20}){0,2} (?:en|de) $/iu,
    strong: true,
  },
  {
    before: /(?<!\p{L})en $/u,
    sentence:
      /(?<!\p{L})(?:se encarga\p{L}?|gestion\p{L}{1,5}|planific\p{L}{1,5}|llev\p{L}{1,3}|organiz\p{L}{1,4}|decid\p{L}{1,3}|trabaj\p{L}{2,5})(?!\p{L})[^?]{0,120}\?/iu,
  },
  { before: /(?<!\p{L})(?:vi|leí|noté|visto|leído|sé|creo) que $/iu, after: /^ \p{Ll}/u },
  { before: /(?<!\p{L})cómo (?:\p{L}{1,20} ){1,3}$/iu },
  { before: /(?<!\p{L})(?:descubrí|encontré|ayudar a|sigo a|interés en|interesa) $/iu },
  { before: /(?<!\p{L})(?:útil|idea|propuesta|demo|interesante|sentido|solución|piloto) para $/iu },
  {
    before:
      /(?<!\p{L})(?:enhorabuena|felicidades|felicitaciones)(?!\p{L})[^.!?]{0,60} (?:de|a|en|por) $/iu,
  },
  { before: /¿(?:Ha|Tiene|Usa|Utiliza|Está|Podría|Busca|Planea|Sigue) $/u, after: /^ \p{Ll}/u },
  // Italian
  {
    before:
      /(?<!\p{L})(?:team|squadra|lavoro|ruolo|colleghi|crescita|sito|espansione|successo|direttore|direttrice|responsabile)(?: \p{L}{1,20}){0,2} (?:di|in|presso|da) $/iu,
    strong: true,
  },
  { before: /(?<!\p{L})(?:visto|letto|notato|saputo|so|credo) che $/iu, after: /^ \p{Ll}/u },
  {
    before: /(?<!\p{L})come (?:[\p{L}]{3,16}) $/iu,
    after: /^ (?:i|gli|le|la|il|lo|l['’]|oggi|\p{Ll})/u,
  },
  {
    before: /(?<!\p{L})(?:come|chi|quanti|quante|quando) [^.!?]{0,60} (?:in|da|presso) $/iu,
    sentence: /(?<!\p{L})\p{L}{2,12}(?:ate|ete|ite)(?!\p{L})/u,
  },
  { before: /(?<!\p{L})(?:scoperto|aiutare|seguo|conosciuto) $/iu },
  { before: /(?<!\p{L})(?:utile|idea|proposta|demo|interessante|senso|soluzione) per $/iu },
  {
    before:
      /(?<!\p{L})(?:complimenti|congratulazioni|auguri)(?!\p{L})[^.!?]{0,60} (?:di|a|in|per) $/iu,
  },
  // Portuguese
  {
    before:
      /(?<!\p{L})(?:equipe|equipa|time|trabalho|cargo|crescimento|site|expansão|sucesso|diretora?|responsável)(?: \p{L}{1,20}){0,2} (?:da|do|de|na|no) $/iu,
    strong: true,
  },
  {
    before: /(?<!\p{L})(?:na|no) $/u,
    sentence: /(?<!\p{L})(?:você|vocês)(?!\p{L})[^.!?]{0,40} n[ao] \p{Lu}/u,
    strong: true,
  },
  { before: /(?<!\p{L})(?:vi|li|notei|soube|sei) que (?:a |o )?$/iu, after: /^ \p{Ll}/u },
  { before: /(?<!\p{L})como (?:a |o )$/iu, after: /^ \p{Ll}/u },
  { before: /(?<!\p{L})(?:ajudar|conheci|descobri|encontrei) (?:a |o )?$/iu },
  {
    before:
      /(?<!\p{L})(?:útil|ideia|proposta|demo|interessante|sentido|solução) para (?:a |o )?$/iu,
  },
  { before: /(?<!\p{L})parabéns(?!\p{L})[^.!?]{0,60} (?:da|do|de|à|ao|na|no|pela|pelo) $/iu },
];
