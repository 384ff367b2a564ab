/** An image that is kept is not there any more, or not as it was. */
export class DamagedImageError extends Error {
  override readonly name = 'DamagedImageError';

  constructor(digest: string, options: ErrorOptions = {}) {
    super(`the image ${digest} is damaged or missing where it is kept`, options);
  }
}

/** A place for images that cannot be used; the message says why, for whoever starts the server. */
export class ImagesUnusableError extends Error {
  override readonly name = 'ImagesUnusableError';
}
