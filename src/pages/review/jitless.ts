import * as zod from 'zod/mini';

// zod would probe `new Function`, which the extension's policy forbids and reports. Imported by the
// pieces that parse, which come after the first load. Not named `z` here: the build may take every `z`
// call for free of side effects, and this one isn't.
zod.config({ jitless: true });
