// Sentences that hold a promise's words and make none: told of others, of the past, of what somebody
// may ask, left to a colleague, or about our own next mail only. Each is tested on one sentence.

/** Somebody else gives, asks or charges it; nothing of ours follows up to the words. */
export const THIRD_PARTY =
  /(?<!\p{L})(?:they|he|she|who|everybody|everyone|nobody|(?:other |most |many |some |new |old |past |former |current |one |the |a |an |your |their |its |my last |another |every |no )*(?:customers?|clients?|competitors?|rivals?|vendors?|providers?|suppliers?|carriers?|shippers?|landlords?|banks?|insurers?|city|state|council|government|ministry|law|rule|regulator|agency|retailers?|brands?|firms?|compan(?:y|ies)|chains?|dealers?|manufacturers?|airlines?|hotels?|stores?|shops?|lenders?|competition))(?: of ours| of yours)? (?:(?:now|also|already|often|just|still|usually|typically|only|has|have|had|will|would|can|may|is|are|was|were) ){0,3}(?:offer(?:s|ed|ing)?|giv(?:e|es|ing|en)|gave|promis(?:e|es|ed|ing)|guarantee(?:s|d|ing)?|charg(?:e|es|ed|ing)|got|gets?|received?s?|paid|pay(?:s|ing)?|ask(?:s|ed|ing)? (?:for|its|their)|demand(?:s|ed|ing)?|want(?:s|ed)?|requir(?:e|es|ed|ing)|sets?|advertis(?:e|es|ed|ing)|quot(?:e|es|ed|ing)|waiv(?:e|es|ed|ing)|introduced?s?|sells?|sold|told|said|reckon(?:s|ed)?|claim(?:s|ed)?|spent|lost|lose)(?!\p{L})(?![^.!?]{0,120}(?<!\p{L})(?:we|I|our)(?: |['’]))/iu;
/** It was so for the writer, or was told them. */
export const PAST =
  /(?<!\p{L})(?:(?:I|we|you|he|she|they) (?:was|were|had been|have been|got|has been) (?:once |often |always |also )?(?:promised|offered|told|quoted|sold|given|guaranteed)|in my (?:last|previous|former|old|first) (?:job|role|company|life)|at my (?:last|previous|former|old) (?:job|company|employer)|years ago|used to (?:offer|give|charge|promise|pay)|back then|(?:I|we) (?:read|heard|saw|learned|hear|see|read in) (?:\p{L}+ ){0,4}(?:offers?|gives?|promis\p{L}+|guarantees?|charges?)|(?<=^\s*|[,;] )you(?:['’]ve| have)? (?:mentioned|said|told (?:me|us)|wrote|asked|budgeted)(?![^.!?]{0,160}(?<!\p{L})(?:we|I|our)(?: |['’]))|budget (?:is |was )?(?:of|around|about|under)|mir wurde|wurde mir|on m['’]a (?:promis|offert)|me (?:prometieron|ofrecieron)|mi hanno (?:promesso|offerto))(?!\p{L})/iu;
/** What to do if the reader brings it up. */
export const IF_ASKED =
  /(?<!\p{L})(?:if|when|should|falls|wenn|si|se|als) (?:she|he|they|dana|\p{Lu}\p{L}{1,20}|sie|er|ella|él|elle|il|lei|lui|zij|hij|asked)? ?(?:asks?|asked|wants?|mentions?|brings?|raises?|fragt|pregunta|demande|chiede|vraagt)(?!\p{L})|(?<!\p{L})(?:do not|don['’]t|avoid) (?:\p{L}{1,12} ){0,2}(?:name|mention|quote|promise|offer|discuss|commit|bring up)/iu;
/** A colleague deals with it; the words alone give nothing. */
export const DEFERRED =
  /(?<!\p{L})(?:(?:my|a|our|the) (?:\p{L}{2,14} )?(?:colleague|manager|boss|sales(?: team)?|account executive)|(?!(?:We|You|They|It|This|That|The|Our|Your|He|She) )\p{Lu}\p{L}{1,20}(?: (?:from|in|of) (?:our|the)? ?\p{L}{2,14}(?: team)?)?) (?:\p{L}{2,12} )?(?:can|could|will|would|does|do|handles?|prepares?|deals?|looks after|is the one|decides?)(?!\p{L})[^.!?]{0,60}(?<!\p{L})(?:quotes?|pricing|prices?|offers?|proposals?|terms|discuss|numbers|discounts?)(?!\p{L})|(?<!\p{L})(?:Kolleg(?:e|in|en)|collègue|compañer[oa]|collega|colega)(?!\p{L})[^.!?]{0,80}(?<!\p{L})(?:kann|könnte|meldet|macht|erstell\p{L}+|peut|pourra|puede|podrá|può|pode|kan)(?!\p{L})/u;
/** A promise about this mail or the next call only. */
export const ABOUT_MAILING =
  /(?<!\p{L})(?:pitch|sales talk|spam|short|brief|quick|minutes?|last (?:mail|email|note|message|time)|bother|chase|nag|won['’]t (?:write|call|mail|email|ask|follow)|no (?:slides|deck|strings|obligation|hard sell|jargon)|call you|write (?:you )?again|let you go|leave you alone|stop (?:writing|there|here)|get back to you|keep it|boring|versprochen kurz|nicht lange|promesso breve)(?!\p{L})/iu;
/** "Garantiert haben Sie Wichtigeres zu tun": surely, no more. */
export const SURELY =
  /(?<!\p{L})(?:garantiert|sicher|bestimmt) (?:haben|kennen|wissen|sind|ist|hat|können|wollen|geht|gibt|auch|schon|nicht)(?!\p{L})|(?<!\p{L})(?:haben|kennen|sind|wissen) (?:Sie|ihr|du) garantiert(?!\p{L})|\bI(?: can| could)?(?:['’]d)? (?:bet|guess|warrant|guarantee|promise) (?:that )?(?:you(?:['’]re| are|['’]ve| have)(?! (?:live|covered|protected|safe|free|back))|nobody|everybody|it['’]s)\b|\bI can (?:only )?promise (?:nothing|you nothing)\b/iu;
/** A question of how things stand with the reader now. */
export const HOW_IT_STANDS =
  /(?<!\p{L})(?:is|are|was|were|do|does|did|has|have|could|can|would|how (?:long|much|many)|what|when|which|who) (?:it (?:true|right) (?:that )?|you (?:still |already |currently |now )?|(?:the|an?) |that )?(?:your|you|their|its|the (?:current|present|existing)|current|anyone|anybody|someone)(?!\p{L})(?![^?]{0,40}(?<!\p{L})(?:like|interested|open|want|prefer|help|be happy|if (?:we|I)|from us|with us|we|I)(?!\p{L}))[^?]{0,200}\?/iu;
/** A plain question about the world, with nobody of ours in it. */
export const PLAIN_QUESTION =
  /(?:^|[,:;–-] |\n)(?:do|does|did|is|are|was|were|has|have|who|which|how)(?!\p{L})(?![^?]{0,200}(?<!\p{L})(?:we|I|our|us|my|like|want|interested|help if)(?!\p{L}))[^?]{5,200}\?/iu;
