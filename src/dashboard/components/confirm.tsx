import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorAlert } from './error-alert.tsx';

interface ConfirmProps {
  readonly opened: boolean;
  /** What is about to happen, as a question: `Revoke the token deploy?` */
  readonly title: string;
  /** What comes of it. */
  readonly children: ReactNode;
  /** The word on the button: `Revoke`. */
  readonly act: string;
  /** Whether the act takes something away. Default: it does. */
  readonly harmless?: boolean;
  readonly pending: boolean;
  readonly error: unknown;
  onConfirm(): void;
  onClose(): void;
}

/** Asks once before an act. Stays open until it is done. */
export function Confirm(props: ConfirmProps) {
  const { opened, title, children, act, harmless = false, pending, error } = props;
  const close = () => {
    if (!pending) props.onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={title}>
      <Stack>
        <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
          {children}
        </Text>
        <ErrorAlert error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close} disabled={pending} data-autofocus>
            Cancel
          </Button>
          <Button
            {...(harmless ? {} : { color: 'red.9' })}
            onClick={props.onConfirm}
            loading={pending}
          >
            {act}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
