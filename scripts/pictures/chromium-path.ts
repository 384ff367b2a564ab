import { existsSync } from 'node:fs';

/** Debian's Chromium; the one without windows takes half the processor time. Undefined where there is none. */
export const chromiumPath = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(
  existsSync,
);
