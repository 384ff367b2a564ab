import classes from './unikernels.module.css';

interface SmallBarProps {
  /** How full it is, from 0 to 1; null: that is not known. */
  readonly share: number | null;
  readonly text: string;
}

/** A share as a small bar with its figure, which says it all to who does not see the bar. */
export function SmallBar({ share, text }: SmallBarProps) {
  return (
    <span className={classes.usage}>
      <span className={classes.bar} aria-hidden="true">
        <span
          className={classes.filled}
          data-full={share !== null && share > 0.9}
          style={{ width: `${Math.min(1, share ?? 0) * 100}%` }}
        />
      </span>
      {text}
    </span>
  );
}
