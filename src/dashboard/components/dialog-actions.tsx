import { Button, type ButtonProps, Group } from '@mantine/core';

interface DialogActionsProps extends Pick<ButtonProps, 'color' | 'disabled'> {
  /** The word on the button: `Save`. */
  readonly act: string;
  readonly pending: boolean;
  /** Does it; without it, the button sends the form that it stands in. */
  readonly onAct?: () => void;
  onCancel(): void;
}

/** The end of a dialog: the way out of it, and what it is for. */
export function DialogActions(props: DialogActionsProps) {
  const { act, pending, onAct, onCancel, ...button } = props;
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onCancel} disabled={pending}>
        Cancel
      </Button>
      <Button {...button} {...(onAct ? { onClick: onAct } : { type: 'submit' })} loading={pending}>
        {act}
      </Button>
    </Group>
  );
}
