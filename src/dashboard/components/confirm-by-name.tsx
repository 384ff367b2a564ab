import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { ErrorAlert } from './error-alert.tsx';

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
          <TextInput
            id={id}
            label={`Type ${name} to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            data-autofocus
          />
          <ErrorAlert error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close} disabled={pending}>
              Cancel
            </Button>
            <Button type="submit" color="red.9" disabled={typed !== name} loading={pending}>
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
