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
  /** Whether it is there on a narrow screen, too; by default it is. */
  readonly narrow?: boolean;
  /** Whether it is also pictured on a very wide screen. */
  readonly wide?: boolean;
  /** Whether it is also pictured at a zoom of 200 %. */
  readonly zoomed?: boolean;
  /** Whether only what the window shows is pictured, as of a dialog; by default all of the page is. */
  readonly inWindow?: boolean;
  /** Whether one window is resized, as where it can be got to a single time; by default each size has a window of its own. */
  readonly once?: boolean;
  /** Gets the page to where it is to be pictured: opens a menu, fills a form. */
  readonly show?: (page: Page) => Promise<void>;
}
