// Says, before anything is drawn, that scripts run: what is not asked need not flash by.
document.documentElement.classList.add("js");
