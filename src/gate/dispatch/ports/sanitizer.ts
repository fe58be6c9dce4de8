/** Brings any HTML or text that an agent sent into the authored subset. */
export type Sanitizer = (html: string) => string;
