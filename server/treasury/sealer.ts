// Port: encryption of single fields at rest. The identity room's field cipher fulfils it.

export interface Place {
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

export interface Sealer {
  seal(place: Place, text: string): string;
  open(place: Place, sealed: string): string;
}

/** `DE89 •••• 3000`: enough to tell one's own accounts apart (ASVS 5.0 14.2.6). */
export function maskIban(iban: string): string {
  return `${iban.slice(0, 4)} •••• ${iban.slice(-4)}`;
}
