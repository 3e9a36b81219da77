// A specification that has one of everything: two scenarios, a logarithmic and a straight parameter.
export const SMALL_SPEC = {
  name: "small",
  until: 100,
  default_scenario: "HDLM-2",
  parameters: [
    { name: "dose", label: "CAR-T dose", unit: "cells", value: 2e6, low: 1e4, high: 5e6, scale: "log" },
    { name: "day", label: "Day of infusion", unit: "days", value: 42, low: 14, high: 70, scale: "linear" },
  ],
  scenarios: [
    { name: "HDLM-2", label: "HDLM-2", parameters: {} },
    { name: "RAJI", label: "RAJI", until: 15, parameters: {
      dose: { value: 1e7, low: 1e6, high: 5e7, unit: null },
      day: { value: 7, low: 3, high: 10 },
    } },
  ],
};
