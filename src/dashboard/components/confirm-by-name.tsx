import { Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { DialogActions } from './dialog-actions.tsx';
import { ErrorAlert } from './error-alert.tsx';
import { VerbatimInput } from './verbatim-input.tsx';

interface ConfirmByNameProps {
  readonly opened: boolean;
  /** What is about to happen: `Destroy hello`. */
  readonly title: string;
  /** What has to be typed. */
  readonly name: string;
  /** What the act takes with it. */
  readonly children: ReactNode;
  /** The word on the button: `Destroy`. */
  readonly act: string;
  readonly pending: boolean;
  readonly error: unknown;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before what cannot be undone, by having the name typed. Stays open until it is done. */
export function ConfirmByName(props: ConfirmByNameProps) {
  const { opened, title, name, children, act, pending, error, onConfirm, onClose } = props;
  const [typed, setTyped] = useState('');
  const id = useId();
  const close = () => {
    if (pending) return;
    setTyped('');
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed === name && !pending) onConfirm();
  };
  return (
    <Modal opened={opened} onClose={close} title={title}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" component="div">
            {children}
          </Text>
          <VerbatimInput
            id={id}
            label={`Type ${name} to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
          <ErrorAlert error={error} />
          <DialogActions
            act={act}
            pending={pending}
            color="red.9"
            disabled={typed !== name}
            onCancel={close}
          />
        </Stack>
      </form>
    </Modal>
  );
}
