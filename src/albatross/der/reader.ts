import { MalformedMessageError } from '../errors.ts';
import { contextTag, tags } from './tags.ts';
import { parseGeneralizedTime } from './time.ts';

/**
 * A cursor over DER octets. Every read checks its bounds and the strictness of DER, and throws
 * `MalformedMessageError`, after which the cursor is of no use; nothing is copied, what is returned
 * are views of the input.
 */
export class DerReader {
  readonly #data: Buffer;
  #position = 0;
  /** The end of the element that is being read, inside `within`; else that of the data. */
  #end: number;

  constructor(data: Buffer) {
    this.#data = data;
    this.#end = data.length;
  }

  /** How many octets have been read. */
  get position(): number {
    return this.#position;
  }

  get atEnd(): boolean {
    return this.#position === this.#end;
  }

  /** The next element's identifier octet, or null at the end. */
  peekTag(): number | null {
    return this.atEnd ? null : (this.#data[this.#position] ?? null);
  }

  /** Reads identifier and length only; gives the length, believed even beyond the octets at hand. */
  enter(tag: number): number {
    const found = this.peekTag();
    if (found !== tag) {
      throw new MalformedMessageError(`expected ${describe(tag)}, found ${describe(found)}`);
    }
    this.#position += 1;
    return this.#readLength();
  }

  /** The content of the next element, which must carry `tag`. */
  read(tag: number): Buffer {
    const end = this.#enterWhole(tag);
    const content = this.#data.subarray(this.#position, end);
    this.#position = end;
    return content;
  }

  /** The next element whole: identifier, length and content. */
  readRaw(): Buffer {
    const start = this.#position;
    const tag = this.peekTag();
    if (tag === null) throw new MalformedMessageError('expected an element, found the end');
    this.#position = this.#enterWhole(tag);
    return this.#data.subarray(start, this.#position);
  }

  /** Reads a constructed element: `body` gets this reader, and has to use up all of the element. */
  within<T>(tag: number, body: (inner: DerReader) => T): T {
    const outerEnd = this.#end;
    this.#end = this.#enterWhole(tag);
    const value = body(this);
    this.expectEnd();
    this.#end = outerEnd;
    return value;
  }

  sequence<T>(body: (inner: DerReader) => T): T {
    return this.within(tags.sequence, body);
  }

  /** SEQUENCE of what a host tells: members that later releases add, tagged, behind those that are known are passed over. */
  openSequence<T>(body: (inner: DerReader) => T): T {
    return this.sequence((inner) => {
      const value = body(inner);
      while (isTagged(inner.peekTag())) inner.readRaw();
      return value;
    });
  }

  /** SEQUENCE OF. */
  sequenceOf<T>(item: (inner: DerReader) => T): T[] {
    return this.within(tags.sequence, (inner) => readAll(inner, item));
  }

  /** SET OF; the order is not checked, since old hosts do not keep it. */
  setOf<T>(item: (inner: DerReader) => T): T[] {
    return this.within(tags.set, (inner) => readAll(inner, item));
  }

  /** What `body` reads if the next element carries `tag`, else null. */
  optional<T>(tag: number, body: (inner: DerReader) => T): T | null {
    return this.peekTag() === tag ? body(this) : null;
  }

  explicit<T>(number: number, body: (inner: DerReader) => T): T {
    return this.within(contextTag(number), body);
  }

  /** `[number]` where it is present, else null. */
  optionalExplicit<T>(number: number, body: (inner: DerReader) => T): T | null {
    return this.peekTag() === contextTag(number) ? this.explicit(number, body) : null;
  }

  /** CHOICE of explicit tags: reads the one that is there with the reader of its number. */
  choice<T>(what: string, readers: Readonly<Record<number, (inner: DerReader) => T>>): T {
    const tag = this.peekTag();
    const number = tag === null ? -1 : tag - contextTag(0);
    const body = Object.hasOwn(readers, number) ? readers[number] : undefined;
    if (!body) throw new MalformedMessageError(`unknown ${what}, ${describe(tag)}`);
    return this.explicit(number, body);
  }

  null(): null {
    if (this.read(tags.null).length > 0) throw new MalformedMessageError('a NULL with content');
    return null;
  }

  /** NULL where it stands for `value`. */
  nullAs<T>(value: T): T {
    this.null();
    return value;
  }

  /** BOOLEAN; anything but zero is true, since old encoders write 0x01. */
  boolean(): boolean {
    const content = this.read(tags.boolean);
    if (content.length !== 1) throw new MalformedMessageError('a BOOLEAN is one octet');
    return content[0] !== 0;
  }

  /** INTEGER of any size that albatross has (63 bit): a number where it is safe, else a bigint. */
  integer(): number | bigint {
    const content = this.read(tags.integer);
    if (content.length === 0 || content.length > 8) {
      throw new MalformedMessageError(`an INTEGER of ${content.length} octets`);
    }
    if (isPadded(content)) throw new MalformedMessageError('an INTEGER is not minimal');
    if (content.length <= 6) return content.readIntBE(0, content.length);
    const value = BigInt.asIntN(content.length * 8, BigInt(`0x${content.toString('hex')}`));
    if (BigInt.asIntN(63, value) !== value) {
      throw new MalformedMessageError(`INTEGER ${value} has more than 63 bits`);
    }
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }

  /** INTEGER that has to fit a number exactly. */
  safeInteger(): number {
    const value = this.integer();
    if (typeof value === 'bigint') throw new MalformedMessageError(`INTEGER ${value} is too large`);
    return value;
  }

  octetString(): Buffer {
    return this.read(tags.octetString);
  }

  /** INT64: an OCTET STRING of eight octets, big endian; albatross ignores what follows them. */
  int64(): bigint {
    const content = this.octetString();
    if (content.length < 8) throw new MalformedMessageError('an INT64 is eight octets');
    return content.readBigInt64BE();
  }

  /** UTF8String; octets that are no UTF-8 become U+FFFD, since a console prints anything. */
  utf8String(): string {
    return this.read(tags.utf8String).toString('utf8');
  }

  /** GeneralizedTime, to the millisecond. */
  generalizedTime(): Date {
    return parseGeneralizedTime(this.read(tags.generalizedTime).toString('latin1'));
  }

  expectEnd(): void {
    if (!this.atEnd) throw new MalformedMessageError('octets are left after the end');
  }

  /** Enters an element all of whose octets are there; gives the position of its end. */
  #enterWhole(tag: number): number {
    const length = this.enter(tag);
    const end = this.#position + length;
    if (end > this.#end) {
      throw new MalformedMessageError(`an element of ${length} octets goes beyond its container`);
    }
    return end;
  }

  #readLength(): number {
    const first = this.#readByte();
    if (first < 0x80) return first;
    const count = first & 0x7f;
    if (count === 0 || count > 6) throw new MalformedMessageError('a length of no definite size');
    let length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + this.#readByte();
    if (length < 0x80 || length < 256 ** (count - 1)) {
      throw new MalformedMessageError('a length is not minimal');
    }
    return length;
  }

  #readByte(): number {
    const byte = this.atEnd ? undefined : this.#data[this.#position];
    if (byte === undefined) throw new MalformedMessageError('the octets end within an element');
    this.#position += 1;
    return byte;
  }
}

/** Whether an identifier is of the context class. */
const isTagged = (tag: number | null) => tag !== null && (tag & classBits) === tags.context;
const classBits = 0xc0;

const describe = (tag: number | null) => (tag === null ? 'the end' : `tag 0x${tag.toString(16)}`);

function readAll<T>(reader: DerReader, item: (inner: DerReader) => T): T[] {
  const items: T[] = [];
  while (!reader.atEnd) items.push(item(reader));
  return items;
}

/** Whether the first nine bits are alike, which DER forbids (X.690 section 8.3.2). */
function isPadded(content: Buffer): boolean {
  const [first, second] = content;
  if (first === undefined || second === undefined) return false;
  return (first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80);
}
