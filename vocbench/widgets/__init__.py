"""What the researcher sees and touches in a notebook: each widget shows state and passes acts on."""
