import { Modal } from '@mantine/core';
import { AddTlsHost } from './add-tls-host.tsx';

/** Adds a host. */
export function AddHost({ onClose }: { onClose(): void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title="Add a host"
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <AddTlsHost onClose={onClose} />
    </Modal>
  );
}
