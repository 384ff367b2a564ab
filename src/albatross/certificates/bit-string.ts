import { tags } from '../der/tags.ts';
import { element } from '../der/writer.ts';

/** BIT STRING of whole octets, or of some whose last has `unused` bits to ignore. */
export const bitString = (octets: Uint8Array, unused = 0) =>
  element(tags.bitString, Buffer.from([unused]), octets);
