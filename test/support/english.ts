import english from '../../public/_locales/en/messages.json';
import { catalogueOf } from '../../src/words/catalogue.ts';
import { setOwnWords } from '../../src/words/t.ts';

// What runs without a browser's `_locales` says what an English browser would.
setOwnWords(catalogueOf(english));
