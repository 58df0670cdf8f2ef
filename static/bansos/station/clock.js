// The server's time on a device whose own clock may be wrong.
export class Clock {
  constructor(offset = 0) {
    this.offset = offset;
  }

  // Half of the way there and back is taken for the way back.
  learn(serverTime, askedAt, answeredAt) {
    const told = Date.parse(serverTime);
    if (Number.isNaN(told)) return;
    this.offset = Math.round(told - (askedAt + answeredAt) / 2);
  }

  now() {
    return Date.now() + this.offset;
  }

  stamp() {
    return new Date(this.now()).toISOString();
  }
}

// "10.42" on the facility's clock, with the date when it was another day.
export function hour(moment, zone, now) {
  const at = new Date(moment);
  const told = part(at, zone, { hour: "2-digit", minute: "2-digit", hour12: false }).replace(":", ".");
  const isToday = day(at, zone) === day(new Date(now), zone);
  return isToday ? `pukul ${told}` : `${day(at, zone)} pukul ${told}`;
}

function day(at, zone) {
  return part(at, zone, { day: "numeric", month: "long", year: "numeric" });
}

function part(at, zone, how) {
  return new Intl.DateTimeFormat("id-ID", { timeZone: zone, ...how }).format(at);
}
