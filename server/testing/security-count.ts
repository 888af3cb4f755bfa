// The counts of a security test, on the console of the run: how many cases, how many were let in.

export function tell(what: string, cases: number, accepted: number): void {
  process.stdout.write(`${what}: ${String(cases)} cases, ${String(accepted)} accepted\n`);
}
