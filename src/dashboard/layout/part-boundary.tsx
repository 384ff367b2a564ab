import { Component, type ReactNode } from 'react';
import { noteMissingPart } from '../api/build.ts';

/** Leaves out what did not load, and says so; the rest of the page, with what is typed there, stays. */
export class PartBoundary extends Component<
  { readonly children: ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(): void {
    void noteMissingPart();
  }

  override render() {
    return this.state.failed ? null : this.props.children;
  }
}
