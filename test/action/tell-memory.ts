// Imported into a step, has it say at its end how many KiB it had at most.
process.on('exit', () => {
  process.stdout.write(`memory ${process.resourceUsage().maxRSS}\n`);
});
