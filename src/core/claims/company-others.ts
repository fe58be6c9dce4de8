import type { Role } from './company-role.ts';

/** The name stands for somebody else: a reference, a tool, a place, an event, a source, a person. */
export const OTHERS: readonly Role[] = [
  {
    // how somebody else did it
    before:
      /\b(?:show|share|tell|send|explain|see|read|learn)(?: you)?(?: \p{L}{1,10}){0,3} (?:how|what|why) $/iu,
    after: /^ (?:\p{L}{2,12}ed|cut|did|got|made|went|saw|grew|won|built|ran|found)\b/u,
  },
  {
    after:
      /^ (?:cut|saved|did|made|went|got|\p{Ll}{3,12}ed)\b[^.!?]{0,80} (?:with|thanks to|using) (?:us|our|\p{Lu})/u,
  },
  { after: /^ (?:did|does|made|got|solved|managed|handled|fixed) (?:it|this|that|so|the same)\b/u },
  {
    after:
      /^(?:,? (?:and )?\p{Lu}\p{L}{0,20}(?: \p{Lu}\p{L}{0,20})?){1,3} (?:already |now |all |both )?(?:use|run|plan|rely|work|trust|switched|moved|joined|chose|cut|saved|did)\b/u,
    sentence: /\b(?:our|us)\b/iu,
  },
  {
    after:
      /^(?:['’]s? (?:\p{L}{1,14} ){1,5})? ?(?:told|tells|said to|wrote to|asked|showed) (?:us|me|our)\b/u,
  },
  {
    before:
      /\b(?:our|my|their|his|her|another|an?|existing|former|long-standing|first|recent|other) (?:\p{L}{1,14} )?(?:customers?|clients?|partners?|users?|suppliers?|investors?|competitors?|friends?|colleagues?|references?|carriers?|vendors?)(?: (?:at|from|like|such as|is|was|including|called|named))?,? ?(?:at )?$/iu,
  },
  {
    before:
      /\b(?:customers?|clients?|carriers?|compan(?:y|ies)|teams?|brands|others|shippers|firms|partners?|suppliers?|competitors?|businesses|retailers|tools?|systems?|vendors?|players|organi[sz]ations|fleets|providers?)\b(?: of ours)?,? (?:like|such as|including|e\.g\.|\(|namely|as big as) ?(?:[^.!?]{0,40}(?:,| and| or) )?$/iu,
  },
  {
    after:
      /^,? (?:(?:is|was|has been|became|are) )?(?:also )?(?:one of our|our|a) (?:\p{L}{1,14} ){0,2}(?:customer|client|partner|reference|user|investor|competitor|supplier)/iu,
  },
  {
    after:
      /^,? (?:and \p{Lu}\p{L}{1,20} )?(?:already |now |just |recently |has |have |had )?(?:uses?|used|using|adopted|switched to|moved to|chose|trusts?|rel(?:y|ies) on|joined|went live with|runs? on|signed (?:up )?with) (?:us|our|it|them)\b/iu,
  },
  {
    sentence:
      /\b(?:before|when|since|after) (?:they|it|she|he) (?:became|joined|switched|signed|started)\b|\bbecame (?:our|a) customer|\bwith our (?:planner|software|tool|platform|product|help)\b|\bcase study\b|\bcustomer story\b|\btestimonial\b/iu,
  },
  {
    before:
      /\b(?:we|I|and) (?:have )?(?:also )?(?:helped|worked with|work with|did (?:this|it|that) (?:for|at|with)|built (?:it|this|that) (?:for|with)|supported|served|reduced|cut|saved|led|ran|spent|onboarded|saw)(?: [^.!?]{0,30}\b(?:at|for|with))? $/iu,
  },
  {
    before:
      /\b(?:deliver\w{0,3}|ship\w{0,4}|sell\w{0,3}|suppl(?:y|ied|ies|ying)|drop\w{0,4} off|loads?|slots?|orders?|picked up|pick up) (?:\p{L}{1,14} )?(?:to|for|at|from|with|by) (?:\p{Lu}\p{L}{1,20},? (?:and|or) )?$/iu,
  },
  {
    before:
      /\b(?:met|meet|meeting|see|seeing|saw|spoke|speak|speaking|talk|talked|talking|presented|present|presenting|exhibit\w{0,3}|booth|stand|keynote|panel|visit\w{0,3}|attend\w{0,3}|there|(?:I|we)(?:['’]ll| will) be|hall|ran into|bumped into|listened|heard)\b[^.!?]{0,50} at (?:the )?$/iu,
  },
  {
    before:
      /\b(?:my|his|her|our|previous\w{0,2}|former\w{0,2}|used to|worked|years|studied|ex-?\p{L}{0,12}|graduated|degree|internship|someone|somebody|friend|they|them|contact|we|us|store|aimed)(?: [^.!?]{0,30})? at (?:the )?$/iu,
  },
  {
    before: /\bat $/u,
    after:
      /^,? (?:we|they|our|planners|drivers|it|customers)\b| (?:conference|expo|summit|fair|airport|port|station|stadium|university|trade show)\b/iu,
  },
  {
    before: /\bat $/u,
    after:
      /^ (?:in \p{Lu}|(?:next|last) (?:week|month|year|spring|summer|fall|autumn|winter)|20\d\d)/u,
    sentence: /^(?!.*\b(?:your|team|role)\b)/iu,
  },
  {
    before:
      /\b(?:use|uses|using|run|runs|running|on|from|into|in|to|with|between|replac\w{1,3}|integrat\w{1,4}(?: with)?|connect\w{0,4}(?: to| with)?|reads?|exports?|imports?|sync\w{0,4}|plug\w{0,4}|works? with|via|your) $/iu,
    after:
      /^ (?:and \p{Lu}\p{L}{1,20}|account|licen[cs]e|export|data|instance|tenant|integration|connector|API|plugin|add-on|app|files?|feed|rollout|migration|today|telematics|module|records?)\b/u,
  },
  {
    before:
      /\b(?:you|they|we) (?:already |currently |still |now )?(?:use|run|run on|are on|have|switched (?:from|to)|moved (?:from|to)|chose|bought|rolled out) (?:\p{Lu}\p{L}{1,20} and )?$/u,
  },
  {
    after:
      /^ (?:reported|reports|writes|wrote|announced new|published|says|said|analyst|report|survey|study|index|ranking|research|article|award|magazine|rule|rules|regulation|law|act|method|model|tariffs?|conference|summit|expo|fair|week|webinar|podcast|certification|certified)\b/iu,
  },
  {
    before:
      /\b(?:according to|read in|reported (?:by|in)|published (?:by|in)|article in|interview (?:with|in)|piece in|podcast with|says|quoted in|led by|backed by|round (?:from|by)|funding from|invest\w{1,5} (?:from|by)|acqui\w{1,8}(?: of| by)?|merg\w{1,5} with|bought|taken over by|owned by|subsidiary of|spun out of|compet\w{1,7} with|ahead of|behind|against|unlike|rather than|instead of|compared (?:to|with)|than|left|leaving|formerly of|introduced by|referred by|recommended by|asked by|join(?:ing)? us (?:at|in)) (?:the )?$/iu,
  },
  {
    before:
      /\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Herrn?|Frau|M|Mme|Sr|Sra|Sig|Señora?|heer|mevrouw)\.? $/u,
  },
  // somebody there sent us, or we were there
  {
    before:
      /(?:^|[.!?] )(?:An?|One|Some(?:one|body)) (?:[\p{L}-]{2,20} ){0,4}(?:at|of|from|with) $/u,
  },
  {
    before: /\b(?:wrote|spoke|talked|emailed|e-mailed|called|introduced|referred) (?:to|with) $/iu,
  },
  { sentence: /\bI used to\b|\bmy (?:last|former|previous|old) (?:job|employer|company)\b/iu },
  // what befell them, or what we tell of them
  {
    before: /\b[Tt]he $/u,
    after:
      /^ (?:story|stories|case|case study|example|project|bankruptcy|insolvency|strike|outage|recall|breach|closure|scandal|ruling|takeover)\b/iu,
  },
  {
    before:
      /\b(?:go|going|come|coming|fly|flying|travell?ing|drive|driving|heading|head|went|been) to (?:the )?$/iu,
  },
  {
    // where a building of theirs stands: a place
    before:
      /\b(?:offices?|HQ|headquarters|depots?|yards?|sites?|stores?|shops?|plants?|warehouses?|hubs?|branch(?:es)?|factor(?:y|ies)|terminals?|locations?|facilit(?:y|ies)|hotels?|clinics?|based|live|stay(?:ing)?) (?:in|near|outside) $/iu,
  },
  // the same roles in other languages
  {
    before:
      /(?<!\p{L})(?:unser\p{L}{0,2}|mein\p{L}{0,2}|ein\p{L}{0,2}|ander\p{L}{0,2}) (?:\p{L}{1,16} )?(?:Kund\p{L}{1,4}|Partner\p{L}{0,3}|Lieferant\p{L}{0,2}|Referenz\p{L}{0,12})(?:,? (?:der|die|wie))? ?$|(?<!\p{L})(?:wie|etwa|zum Beispiel|z\. ?B\.) (?:bei )?$|(?<!\p{L})(?:Messe|getroffen|treffen|sehen|Stand)[^.!?]{0,30} (?:auf|bei) (?:der )?$/u,
  },
  {
    before:
      /(?<!\p{L})(?:notre|nos|un|une|nuestr[oa]s?|un[oa]?|nostr[oaie]|noss[oa]s?|um|onze?|een|vår|vores?) (?:\p{L}{1,16} )?(?:clientes?|clients?|clienti|partenaires?|socios?|parceiros?|partners?|klanten|klant|kund\p{L}{0,2}|kunde)(?:,? (?:comme|como|come|zoals))?,? ?$|(?<!\p{L})(?:comme|como o|zoals|tel que|tels que|ad esempio|por ejemplo|par exemple|bijvoorbeeld|tra cui|entre ellos) (?:a |o )?$/iu,
  },
  {
    after:
      /^,? (?:(?:ist|war|est|es|è|é|is) )?(?:(?:einer|eine|ein) unserer|unser|notre|nuestro|nostro|nosso|onze|un de nos|uno de nuestros|uno dei nostri|um dos nossos|een van onze) (?:Kund|client|klant|parceir|partner|socio|partenaire)/iu,
  },
];
