import { catalogueOf } from '../../src/words/catalogue.ts';
import { setOwnWords } from '../../src/words/t.ts';

// The same for a page: served as the extension serves it, for what is public is not to be imported.
const answer = await fetch('/_locales/en/messages.json');
setOwnWords(catalogueOf(await answer.json()));
