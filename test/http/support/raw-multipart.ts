export const boundary = 'fulmar-test-boundary';

/** The header that goes with `form`. */
export const formType = `multipart/form-data; boundary=${boundary}`;

export interface FormPart {
  /** null: it has none. */
  readonly name: string | null;
  readonly content: string | Buffer;
  readonly filename?: string;
  /** Its `Content-Transfer-Encoding`. */
  readonly encoding?: string;
}

/** A form as it goes over the wire, without the line that ends it where `cut`. */
export function form(parts: readonly FormPart[], { cut = false } = {}): Buffer<ArrayBuffer> {
  const pieces = parts.flatMap(({ name, content, filename, encoding }) => [
    `--${boundary}\r\nContent-Disposition: form-data`,
    name === null ? '' : `; name="${name}"`,
    filename === undefined ? '' : `; filename="${filename}"`,
    encoding === undefined ? '' : `\r\nContent-Transfer-Encoding: ${encoding}`,
    '\r\n\r\n',
    content,
    '\r\n',
  ]);
  const end = cut ? [] : [`--${boundary}--\r\n`];
  return Buffer.concat([...pieces, ...end].map((piece) => Buffer.from(piece)));
}
