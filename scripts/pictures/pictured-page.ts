import type { Page } from 'playwright-core';

/** Who looks: the demonstration's administrator, somebody without an account, the first of all. */
export type Viewer = 'administrator' | 'visitor' | 'first visitor';

/** A page to be pictured. */
export interface PicturedPage {
  /** The name of its files. */
  readonly name: string;
  readonly path: string;
  /** By default it is seen by the administrator, who is signed in. */
  readonly viewer?: Viewer;
  /** Whether it is also pictured on a very wide screen. */
  readonly wide?: boolean;
  /** Whether it can be got to a single time: then one window is resized. */
  readonly once?: boolean;
  /** Gets the page to where it is to be pictured: opens a menu, fills a form. */
  readonly show?: (page: Page) => Promise<void>;
}
