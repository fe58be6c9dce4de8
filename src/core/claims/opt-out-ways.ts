/** Link targets that end a subscription, whatever the label says. */
export const TARGET =
  /unsub|opt-?out|abmeld|austrag|desabon|desinscri|darse-?de-?baja|\bbaja\b|disiscri|descadastr|cancelar|afmeld|uitschrijv|avregistr|avprenum|wypis|odhlas|preferences|email-settings|manage-?(?:subscription|preferences)|no-?more-?(?:mail|e-?mail)|stop-?(?:mail|e-?mail)/i;

/** Sentences about other people's subscriptions, or about opt-outs as a topic. */
export const OTHERS =
  /\b(?:how many|what share|which|many|most|some|half|percent|your) (?:of )?(?:your |the |our )?(?:\p{L}+ ){0,2}(?:customers?|readers?|users?|subscribers?|drivers?|contacts?|leads?|people|teams?|shippers?|recipients?|reps|carriers?)\b[^.!?\n]{0,60}(?:unsubscribe|opt|stop)|\b(?:let|lets|helps?|allow|allows) \p{L}+ (?:to )?(?:opt out|unsubscribe)|\b(?:every|each|commercial|CAN-SPAM|GDPR|law|requires?|needs?) [^.!?\n]{0,40}opt-?out|\bunsubscribe (?:rates?|numbers?|flow|button|requests?)\b|(?:combien|quel\p{L}*|vos clients|les clients|clients|lecteurs|abonnés) [^.!?\n]{0,40}(?:se |ils |elles )?(?:d[ée]sabonne|d[ée]sinscri)|(?:cu[áa]nt[oa]s|qu[ée] \p{L}+|clientes|conductores|usuarios|lectores) [^.!?\n]{0,40}(?:de baja|suscripci)|(?:quant[ie]|quali|clienti|utenti|lettori) [^.!?\n]{0,40}(?:iscrizione|disiscri|cancella)|(?:quant[oa]s|quais|clientes|usu[áa]rios|leitores) [^.!?\n]{0,40}(?:descadastr|cancela|inscri)|(?:hoeveel|klanten|lezers|gebruikers) [^.!?\n]{0,40}(?:afmelde|uitschrijv|melden)|(?:wie viele|ihre (?:kunden|leser)|kunden|leser|abonnenten|fahrer) [^.!?\n]{0,40}(?:abmeld|austrag|abbestell|melden)|(?:כמה|לקוחות) [^.!?\n]{0,40}(?:הסרה|מסירים|מבטלים)|(?:كم|عملا\p{L}*) [^.!?\n]{0,40}إلغاء|(?:お客様|顧客|読者)[^。]{0,20}(?:配信停止|解除)/iu;

const STOPS =
  '(?:stop|no thanks|no thank you|no|nope|remove|unsubscribe|opt[- ]?out|pass|end|quit|enough|off|cancel)';
const MAILS =
  '(?:e-?mails?|mails?|messages?|notes?|follow-?ups?|contact|outreach|updates?|newsletters?|communications?|of these|of this|from (?:me|us))';
const ACTS =
  '(?:write|e-?mail|contact|bother|bug|reach out|follow up|pester|message|mail|ping|chase|disturb|trouble|send|get in touch|be in touch|try again|come back)';

/**
 * What the reader may do or ask for. Each needs the reader as its subject, or the form of an
 * instruction: "unsubscribe rate" and "drivers can opt out of text messages" are not an opt-out.
 */
export const WAYS: readonly RegExp[] = [
  /(?:^|[\n.!?|•·–—(:,]\s?)(?:to |you can |please |click to |click here to )?(?:unsubscribe|opt[- ]?out)\b(?! (?:rates?|numbers?|page|flow|of night|requests?|button))/gi,
  /\b(?:to|you (?:can|may)|click to|want to|wish to|like to|prefer to|here to|or) (?:unsubscribe|opt[- ]?out)\b(?! (?:rates?|page))/gi,
  /\b(?:unsubscribe|opt[- ]?out) (?:here|below|link|at any time|any ?time|from (?:this|these|our|my|future|all)|of (?:these|this|my|our|future|further|all)|via|by|with)\b/gi,
  new RegExp(
    `\\b(?:rather|prefer|like|want|wish|choose|care|chose)(?: that)?(?: (?:i|we))?(?: to)? (?:not|no|never|stop)\\b[^.!?\\n]{0,40}(?:hear|receive|get|be contacted|be e-?mailed|${MAILS}|${ACTS})`,
    'gi',
  ),
  /\b(?:don't|do not|no longer|didn't|not) (?:want|wish|care|like|need)(?: to)? (?:hear|receive|get|be (?:contacted|e-?mailed|on|bothered)|any (?:more|further|such)|more|these|this|my|our|me to|us to|to see)\b/gi,
  new RegExp(
    `\\b(?:prefer|want|expect|need)? ?no (?:more|further|other|future) ${MAILS}\\b[^\\n]{0,3}\\?`,
    'gi',
  ),
  new RegExp(`\\bprefer no (?:more |further )?${MAILS}\\b`, 'gi'),
  /\b(?:to|want to|like to|wish to|please) be (?:removed|taken off|left alone|deleted)\b(?! step)/gi,
  /\b(?:take|remove|leave|drop|delete|strike|cross) (?:you|yourself|your (?:name|address|e-?mail|details))(?: (?:off|from|out of)\b|[ ,.;!?"')]|$)/gi,
  /\b(?:tell|ask) (?:me|us) to (?:stop|go away|leave|get lost|buzz off)\b/gi,
  /\b(?:manage|change|update|adjust|edit) (?:your )?(?:e-?mail |subscription |communication |contact |mailing )?preferences\b/gi,
  // German
  /(?:^|[\n.!?|•(:,]\s?)abmelden\b|\bhier (?:wieder )?(?:abmelden|austragen|abbestellen)|\b(?:newsletter|verteiler|mails?|e-mails?)\b[^.!?\n]{0,40}\b(?:abmelden|austragen|abbestellen)|jederzeit (?:wieder )?(?:abmelden|widersprechen|abbestellen)|abmelde-?link|melde ich (?:sie|dich) ab|(?:nehme|streiche|lösche) (?:ich )?(?:sie|dich|ihre)/giu,
  /(?:keine?r?|ohne) (?:weiteren?|mehr|solchen?) (?:e-?mails?|mails?|nachrichten|infos|informationen|kontakt\p{L}*|post)|keine? (?:e-?mails?|mails?|nachrichten|post|kontaktaufnahme) mehr|nicht (?:mehr|weiter|wieder) (?:kontaktier|angeschrieben|anschreiben|melden|schreiben|von mir|von uns|behelligt|stören)|aus (?:dem|unserem|meinem) verteiler|(?:kein interesse|nicht interessiert)\?[^\n]{0,80}(?:kurze|antwort|sagen|schreiben|bescheid)/giu,
  // French
  /(?:se |vous |me |te |pour (?:vous|te) )d[ée](?:sabonn|sinscri)|(?:^|[\n.!?|•:(]\s?)d[ée](?:sabonn|sinscri)|lien de d[ée]s|ne (?:souhaite[zs]?|voule[zs]|veu[xt]|d[ée]sire[zs]?|voudriez) plus|ne plus (?:[êe]tre|recevoir|vous (?:écrire|contacter|déranger|solliciter)|t')|(?:plus de (?:mails?|messages?|courriels?)|retirer de (?:ma|la|notre) liste)|je (?:ne )?(?:vous )?(?:laisse(?:rai)? tranquille|(?:re)?contacterai plus|écrirai plus)/giu,
  // Spanish
  /dar(?:se|te|me|le|lo|la) de baja|(?:date|dese|le doy|te doy|le damos|solicitar (?:la )?) ?(?:de )?baja|cancelar (?:la |su |tu )?suscripci[óo]n|no (?:desea[s]?|quiere[s]?|prefiere[s]?|le interesa|te interesa|volver[ée] a|le escribir[ée]|te escribir[ée]|m[áa]s (?:correos|mensajes|emails))|prefier(?:e|es|o) (?:que )?no|dejar de recibir|no recibir (?:m[áa]s|ning)|no le (?:vuelva a|molest)|qu[ií]t(?:eme|ame) de/giu,
  // Italian
  /annulla(?:re)? l'iscrizione|disiscri|cancella(?:rsi|rti|re|mi) (?:dalla|l'iscrizione|tu[ao])|(?:la|ti|vi) cancell(?:o|iamo|er[òo])|non (?:desidera(?:te)?|vuoi|vuole|volete|desideri|ricevere|scriver[òo]|la disturber|ti disturber|la contatter|ti contatter)|prefer(?:isce|isci|ite) non|(?:niente|basta) (?:pi[ùu] )?(?:e-?mail|messaggi)/giu,
  // Portuguese
  /cancelar (?:a |sua |o )?(?:inscri[çc][ãa]o|assinatura|recebimento)|descadastr|n[ãa]o (?:deseja[rm]?|quer|quiser|desejar|prefere|receber|voltarei a|vou mais|te escrev|lhe escrev)(?: mais)?|prefer(?:e|ir|es) n[ãa]o|deixar de receber|remover? (?:da|você da|seu)|sair da lista/giu,
  // Dutch
  /(?:^|[\n.!?|•:(]\s?|\b(?:je|u|jezelf|uzelf|kan|kun je|kunt u) )afmelden\b|uitschrijven|meld (?:je|u) (?:hier )?af|(?:geen|niet) (?:e-?mails?|mails?|berichten|post) (?:meer|van)|(?:liever|wil je|wilt u|wens\p{L}*) (?:geen|niet)\b|niet meer (?:benader|mailen|schrijven|van (?:mij|ons)|lastig)|haal (?:ik )?(?:je|u) (?:van|uit)/giu,
  // Scandinavian, Finnish
  /avregistrera|avprenumerera|avanm[äa]l|\bafmeld|frameld|avmeld|meld deg av|peruuta tilaus|(?:inte|ikke) (?:vill |ønsker |längre |lenger )?(?:ha|få|motta|modtage|høre|höra)/giu,
  // Polish, Czech, Turkish, Russian, Ukrainian
  /wypisz|wypisa[ćc]|zrezygnowa[ćc] z|nie chcesz|nie chc[ąe] (?:pan|pani)|nie (?:życzy|chciał)|odhl[áa]sit|nechcete|abonelikten [çc][ıi]k|listeden [çc][ıi]k|almak istemiyor|отписа|отказаться от|не хотите (?:больше )?получать|не присылать|відписа|не бажаєте/giu,
  // Japanese, Chinese, Korean
  /配信(?:を)?(?:停止|解除|不要)|(?:購読|登録|メルマガ)(?:を)?解除|(?:今後|以後|以降).{0,20}(?:不要|ご案内が必要ない|希望されない|控え|停止)|(?:ご)?不要(?:な場合|でしたら|の(?:場合|方|際))|退订|退訂|取消订阅|不(?:想|希望|愿)(?:再)?收到|수신\s?거부|구독\s?취소|원하지 않으시면/gu,
  // Arabic
  /إلغاء (?:ال)?اشتراك|لإيقاف (?:الرسائل|استلام)|لا (?:ترغب|تريد|تود|ترغبون|تريدون)[^.؟\n]{0,40}(?:رسائل|تلقي|استلام|المزيد|التواصل)|عدم (?:تلقي|استلام|مراسلت|التواصل)|لن (?:أراسل|أكتب|أتواصل|نراسل)/gu,
  // Hebrew
  /להסרה|להסיר (?:אותך|אתכם|את)|הסר(?:ה|ו|י)? מ(?:ה)?רשימת|לביטול (?:ה)?(?:הרשמה|מנוי|רישום)|לא (?:מעוניי?נ\p{L}*|רוצ\p{L}*|תרצ\p{L}*)[^.?\n]{0,40}(?:לקבל|הודעות|מיילים|שאכתוב|שנכתוב)|לא (?:אכתוב|אפנה|אטריד|נכתוב)|(?:השיבו?|השב|כתבו?|ענו) ["״']?הסר/gu,
];

/** What we undertake, and the word that asks for it. */
export const REPLIES: readonly RegExp[] = [
  new RegExp(
    `\\b(?:reply|answer|respond|write|text|say|send|type|return)(?: (?:me|us|back|with|the word|by|saying|just|a|this mail|to this (?:mail|message|e-?mail)|in the subject))* ?["“'«„(]?${STOPS}\\b["”'»]?(?! (?:more|idea|one|problem|sooner|longer|reply|doubt|worries|matter))`,
    'gi',
  ),
  new RegExp(`\\breplying (?:with )?["“'«]?${STOPS}\\b`, 'gi'),
  new RegExp(
    `\\b(?:i|we)(?:'ll| will|'d| shall)? (?:not|never|no longer)(?: \\p{L}+)? ${ACTS}\\b|\\b(?:i|we) (?:won't|shan't|will never|promise not to) (?:\\p{L}+ )?${ACTS}\\b`,
    'giu',
  ),
  /\b(?:you )?(?:won't|will not|'ll not|will never|'ll never|never) (?:ever )?(?:hear from (?:me|us)|get (?:any )?(?:more|another)|receive (?:any |another|more))\b/gi,
  /\b(?:to|i'll|i will|we'll|we will|and i|i'd|let me know to) (?:gladly |happily )?(?:stop (?:receiving|getting|e-?mailing|writing|sending|these|reaching out|bothering|here|contacting|following)|leave you (?:alone|be|in peace)|back off|close (?:your|the) file|go away|disappear|get out of your (?:inbox|hair))\b/gi,
  /\b(?:this (?:is|was|will be) (?:the |my |our )?last (?:mail|e-?mail|message|note|time|you)|(?:is|be) the last (?:you(?:'ll| will)? hear|mail|e-?mail|message))\b[^.!?\n]{0,60}\b(?:unless|from me|if you|hear)/gi,
  /\b(?:if|not)\b[^.!?\n]{0,60}\b(?:say so|tell me|let me know|just say|one word|drop me a line)\b[^.!?\n]{0,30}\b(?:and|,) (?:i|we|that)\b[^.!?\n]{0,30}\b(?:stop|off|remove|quiet|alone|end|last)\b/gi,
  // one word to answer with, in other languages
  /(?:r[ée]pond(?:ez|re|s)?|antwort(?:en sie|e|et)?|respond[aeé]\p{L}{0,3}|rispond[aie]\p{L}{0,2}|antwoord\p{L}{0,2}|svara|svar|odpowiedz|odpisz|ответьте)(?: \p{L}{1,14}){0,4} ?[«"“„'](?:\s)?(?:stop|stopp|nein|non|no|baja|não|nao|nee|nej|nie|нет|стоп|cancella\p{L}*|remover|sair|abmelden|désinscription)/giu,
];
