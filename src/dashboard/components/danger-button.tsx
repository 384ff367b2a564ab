import { Button, type ButtonProps } from '@mantine/core';
import type { ComponentProps } from 'react';

/** Begins what takes something away, and is asked about before it is done. */
export function DangerButton(props: ButtonProps & ComponentProps<'button'>) {
  return (
    <Button
      variant="default"
      c={props.disabled ? undefined : 'var(--mantine-color-error)'}
      {...props}
    />
  );
}
