const addressV4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?![\d.]*\d)/g;

/** Not what is six pairs of digits: that is the address of a network card, which is not where anything is. */
const addressV6 =
  /\[[0-9a-f:.]+\](?::\d{1,5})?|(?<![\w:])(?!(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\w:]))[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}(?![\w:])/gi;

/** A text with something else in place of each IP address. */
export const replaceAddresses = (text: string, by: string): string =>
  text.replace(addressV4, by).replace(addressV6, by);
