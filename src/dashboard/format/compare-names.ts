/** The order in which people expect names: `web-2` before `web-10`. */
export const compareNames = new Intl.Collator('en', { numeric: true }).compare;
