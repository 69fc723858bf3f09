"""The RUN dashboard: follow-up of Regionala utvecklingsnämnden, Region Norrbotten."""
