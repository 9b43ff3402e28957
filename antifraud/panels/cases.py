"""What fraud cases bring to the shared pages."""

from antifraud.demo import cases as demo
from station.registry import registry

registry.add_demo("fraud_cases", demo.make, order=66)
