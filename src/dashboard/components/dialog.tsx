import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useState } from 'react';

const mainId = 'main';

/**
 * A dialog that is open for as long as it is there. Then the focus goes back to what had it before,
 * or to the page where that is gone.
 */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  const [opener] = useState(() => document.activeElement);
  useEffect(() => () => void setTimeout(() => giveFocus(opener)), [opener]);
  return <Modal opened {...props} />;
}

function giveFocus(opener: Element | null): void {
  // The page that a dialog has led to, or another dialog, may have taken it.
  if (document.activeElement !== document.body) return;
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
  if (document.activeElement !== document.body) return;
  document.getElementById(mainId)?.focus({ preventScroll: true });
}
