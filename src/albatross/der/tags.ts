/** Identifier octets of the types that the protocol and its certificates use (X.690 section 8.1.2). */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
  /** Class context-specific, to be combined with a number below 31. */
  context: 0x80,
  /** The element holds elements. */
  constructed: 0x20,
} as const;

/** Identifier of the constructed element `[number]`, of the context class; below 31. */
export const contextTag = (number: number) => tags.context | tags.constructed | number;
