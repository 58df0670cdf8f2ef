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
