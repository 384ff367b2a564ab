import type { ComponentType } from 'react';
import type { IconName } from '../components/icons.tsx';

/** One page for people who are signed in. */
export interface Page {
  /** In wouter's notation: `/unikernels/:host/:name`. */
  readonly path: string;
  readonly component: ComponentType;
  /** Its entry in the navigation; without one it is reached from another page. */
  readonly nav?: { readonly label: string; readonly icon: IconName };
  /** Only administrators are shown it. */
  readonly admin?: boolean;
}
