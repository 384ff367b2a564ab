/** A person's browser, as far as the demonstration needs one: speaks version 1, keeps the cookie. */
export class Api {
  readonly #url: string;
  readonly #token: string | null;
  #cookie = '';

  /** With the secret of a token it is a program instead. */
  constructor(url: string, token: string | null = null) {
    this.#url = url;
    this.#token = token;
  }

  /** The session's cookie, as `name=secret`. */
  get cookie(): string {
    return this.#cookie;
  }

  /** The answer's JSON. Throws with the server's own words where it is a refusal. */
  async send(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        ...(this.#token === null
          ? { cookie: this.#cookie }
          : { authorization: `Bearer ${this.#token}` }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`);
    const [cookie] = answer.headers.getSetCookie();
    if (cookie) this.#cookie = cookie.split(';')[0] ?? '';
    return text === '' ? {} : JSON.parse(text);
  }
}
