import { Text, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icons.tsx';
import { type Destination, findDestinations, useDestinations } from './destinations.ts';
import classes from './go-anywhere.module.css';
import type { Page } from './page.ts';

interface GoAnywhereProps {
  readonly pages: readonly Page[];
  onClose(): void;
}

const isDocs = ({ kind }: Destination) => kind === 'Documentation';

/** Leads to whatever one types a part of: arrows choose, Enter goes there. */
export function GoAnywhere({ pages, onClose }: GoAnywhereProps) {
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = findDestinations(useDestinations(pages), text);
  const at = found.length === 0 ? -1 : chosen % found.length;
  const go = (to: Destination | undefined) => {
    if (!to) return;
    onClose();
    if (isDocs(to)) location.assign(to.href);
    else navigate(to.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') go(found[at]);
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    setChosen(
      (at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % Math.max(1, found.length),
    );
  };
  return (
    <Dialog onClose={onClose} title="Go to" size="lg">
      <TextInput
        aria-label="Go to"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="destinations"
        aria-autocomplete="list"
        aria-activedescendant={at < 0 ? undefined : `destination-${at}`}
        placeholder="Page, unikernel, volume, host …"
        leftSection={<Icon name="search" size={16} />}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
      <div id="destinations" role="listbox" aria-label="Found" className={classes.list}>
        {found.map((to, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys for all of them
          <div
            key={`${to.kind} ${to.href}`}
            id={`destination-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={classes.option}
            onClick={() => go(to)}
          >
            <span>{to.label}</span>
            <span className={classes.kind}>{to.kind}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <Text size="sm" mt="sm" role="status">
          No results.
        </Text>
      )}
    </Dialog>
  );
}
