import { setNonce } from 'get-nonce';

const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');

/** The nonce that lets styles into this page; the server makes a new one for each answer. */
export const styleNonce = meta?.nonce ?? '';

setNonce(styleNonce); // for the library that holds the page still behind a modal
