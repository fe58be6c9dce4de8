import * as fc from 'fast-check';

/** Labels and local parts as people have them, in several scripts, full-width forms and cases. */
export const words = () =>
  fc.stringMatching(
    /^[a-zA-Z0-9ÄÖÜäöüßéÉñÑçłŁøØåÅαβσςΣΩжЖшШ点看例漢字かなカナａＡｂＢｚ][a-zA-Z0-9ÄÖÜäöüßéÉñÑçłŁøØåÅαβσςΣΩжЖшШ点看例漢字かなカナａＡｂＢｚ]{0,15}$/,
  );
